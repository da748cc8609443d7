// What makes the pages pleasant. Everything works without it.

const wide = window.matchMedia("(min-width: 62em)");

// Disclosures that are always open on a wide screen: only for browsers whose style sheets cannot do it.
if (!CSS.supports("selector(::details-content)")) {
  const unfold = () => {
    for (const details of document.querySelectorAll("details[data-unfold]")) details.open = wide.matches;
  };
  unfold();
  wide.addEventListener("change", unfold);
}

// A menu closes with Escape, with a click elsewhere, and when focus leaves it.
for (const menu of document.querySelectorAll("details[data-menu]")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}

// After a refused form, the reader starts at what to repair.
document.querySelector("[data-error-summary]")?.focus();

// A choice must not be sent twice by an impatient second click.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.dataset.repeat !== undefined) return;
  if (form.dataset.sent) event.preventDefault();
  else {
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 4000); // the answer may be a download
  }
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// Shows what the kind of the scene asks for: an ending has no choices, the rest no reflection.
// Opens and focuses what a note of the checks leads to, also where that was folded.
// Without this script everything is there, and what does not count is left empty.

const form = document.getElementById("scene-form");
const kind = form?.elements.namedItem("kind");

function panelOf(selector) {
  return form.querySelector(selector)?.closest(".w-panel");
}

function follow() {
  const ends = kind.value === "ending";
  form.dataset.kind = kind.value;
  const choices = panelOf("#id_choices-FORMS");
  const ending = form.querySelector(".w-panel.scene-editor__ending");
  choices?.toggleAttribute("data-kind-hidden", ends);
  ending?.toggleAttribute("data-kind-hidden", !ends);
}

// Who adds a choice writes it next.
document.getElementById("id_choices-ADD")?.addEventListener("click", () => setTimeout(() => {
  const texts = form.querySelectorAll("[name^=choices-][name$=-text]");
  texts[texts.length - 1]?.focus();
}, 0));

if (kind) {
  kind.addEventListener("change", follow);
  follow();
}

// Blocks of one field leave its input without a name: it is that of the block.
function name(field) {
  const heading = field.closest(".w-panel")?.querySelector(".w-panel__heading");
  if (heading && !field.labels?.length) field.setAttribute("aria-label", heading.textContent.replace("*", "").trim());
}

// A plus says what it adds.
function word(button) {
  const place = button.closest("[id$=-root]")?.id.replace(/-root$/, "") ?? "";
  const said = form.dataset[`add${place.charAt(0).toUpperCase()}${place.slice(1)}`];
  if (!said || button.querySelector(".scene-editor__add")) return;
  const text = document.createElement("span");
  text.className = "scene-editor__add";
  text.textContent = said;
  button.append(text);
}

const unnamed = "input[type=text]:not([aria-label]), textarea:not([aria-label]), [role=textbox]:not([aria-label])";
function nameAll() {
  form.querySelectorAll(unnamed).forEach(name);
  form.querySelectorAll("[id$=-root] > [data-streamfield-stream-container] > :last-child > .c-sf-add-button").forEach(word);
}
if (form) new MutationObserver(nameAll).observe(form, { childList: true, subtree: true });

function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target || !form?.contains(target)) return;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  for (let panel = target.closest(".w-panel"); panel; panel = panel.parentElement.closest(".w-panel")) {
    panel.querySelector("[data-panel-toggle][aria-expanded='false']")?.click();
  }
  const fields = "select, textarea, input:not([type=hidden]), [contenteditable=true]";
  const inside = target.matches(fields) ? target : target.querySelector(fields);
  const first = inside ?? target.querySelector("button, a[href]") ?? target;
  // A panel unfolds first. The address forgets where it led: saving comes back to the top.
  setTimeout(() => {
    first.scrollIntoView({ block: "center" });
    first.focus({ preventScroll: true });
    history.replaceState(history.state, "", location.pathname);
  }, 50);
}

window.addEventListener("hashchange", reveal);
// Wagtail builds the blocks of a field when the page is there.
window.addEventListener("load", () => setTimeout(reveal, 0));

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
  const choices = panelOf("#id_choices-FORMS");
  const ending = form.querySelector(".w-panel.scene-editor__ending");
  choices?.toggleAttribute("data-kind-hidden", ends);
  ending?.toggleAttribute("data-kind-hidden", !ends);
}

if (kind) {
  kind.addEventListener("change", follow);
  follow();
}

// Who saves while the form is saving itself waits for that: else the two would be in each
// other's way, and the author be told of a conflict with themselves.
let underWay = false;
let waiting = null;

function done() {
  underWay = false;
  // After the answer has been taken over into the form.
  if (waiting) setTimeout(() => form.requestSubmit(waiting.submitter), 0);
}

form?.addEventListener("w-autosave:save", () => { underWay = true; });
form?.addEventListener("w-autosave:success", done);
form?.addEventListener("w-autosave:error", done);
form?.addEventListener("submit", (event) => {
  if (!underWay) return;
  event.preventDefault();
  waiting = { submitter: event.submitter };
});

// Blocks of one field leave its input without a name: it is that of the block.
function name(field) {
  const heading = field.closest(".w-panel")?.querySelector(".w-panel__heading");
  if (heading && !field.labels?.length) field.setAttribute("aria-label", heading.textContent.replace("*", "").trim());
}

const unnamed = "input[type=text]:not([aria-label]), textarea:not([aria-label]), [role=textbox]:not([aria-label])";
const nameAll = () => form.querySelectorAll(unnamed).forEach(name);
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
  first.scrollIntoView({ block: "center" });
  first.focus({ preventScroll: true });
}

window.addEventListener("hashchange", reveal);
// Wagtail builds the blocks of a field when the page is there.
window.addEventListener("load", () => setTimeout(reveal, 0));

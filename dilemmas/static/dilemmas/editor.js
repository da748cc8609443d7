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

// Nothing typed is lost. Wagtail's own autosave looks at the form from two seconds after it
// opened, and every now and then; what falls between is caught here.

const SETTLING = 400; // milliseconds until a rich text stands in its field
const state = () => new URLSearchParams(new FormData(form)).toString();
let kept = null; // the form as it was saved last; unknown while the page is opening
let early = false; // typed in before that
let typedAt = -SETTLING; // when a rich text changed last
let underWay = false; // it is saving itself
let refused = false; // it could not
let pending = ""; // a title that begins a scene once somebody saves
let waiting = null; // what was pressed meanwhile
let sent = false;

function submitSoon(event, delay) {
  event.preventDefault();
  waiting = { submitter: event.submitter };
  event.submitter?.setAttribute("aria-busy", "true"); // it was heard
  if (!underWay) setTimeout(() => form.requestSubmit(waiting.submitter), delay);
}

function saved(event) {
  underWay = false;
  refused = event.type === "w-autosave:error";
  if (waiting) setTimeout(() => form.requestSubmit(waiting.submitter), 0);
  const { response, text } = event.detail ?? {};
  if (!refused) pending = response?.pending ?? "";
  document.getElementById("not-saved").textContent = refused ? (response?.error_message ?? text ?? "") : pending;
  if (response?.checked) document.getElementById("checked").innerHTML = response.checked;
}

function leave() {
  if (sent || form.dataset.wAutosaveActiveValue === "false") return;
  if (early || pending || (kept !== null && state() !== kept)) {
    const { csrfmiddlewaretoken } = form.elements;
    const body = new FormData(form);
    body.set("leaving", "1"); // titles that wait begin their scenes
    fetch(form.action, {
      method: "POST",
      body,
      keepalive: true,
      headers: { Accept: "application/json", "X-CSRFToken": csrfmiddlewaretoken.value },
    });
  }
}

if (form) {
  for (const kind of ["input", "beforeinput", "paste", "cut", "drop"]) {
    form.addEventListener(kind, () => { early ||= kept === null; }, true);
  }
  // Typed, pasted, dictated, dropped, made bold: whatever changes a rich text changes what it shows.
  new MutationObserver((changes) => {
    const rich = ({ target }) => (target.closest ? target : target.parentElement)?.closest("[role=textbox]");
    if (changes.some(rich)) typedAt = performance.now();
  }).observe(form, { childList: true, characterData: true, subtree: true });
  form.addEventListener("w-unsaved:watch-edits", () => {
    kept = state();
    if (early) form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true }));
    early = false;
  });
  form.addEventListener("w-autosave:save", () => { underWay = true; });
  form.addEventListener("w-autosave:success", saved);
  form.addEventListener("w-autosave:error", saved);
  form.addEventListener("submit", (event) => {
    // Who saves while the form is saving itself waits for that: else the two would be in
    // each other's way, and the author be told of a conflict with themselves.
    if (sent) return event.preventDefault(); // a double click
    if (underWay) return submitSoon(event, 0);
    const unsettled = typedAt + SETTLING - performance.now();
    if (unsettled > 0) return submitSoon(event, unsettled);
    sent = true;
  });
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", () => {
    sent = false;
    waiting = null;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  });
  // What is saved on leaving needs no question; what is refused would be lost.
  window.addEventListener("beforeunload", (event) => { if ((refused || underWay) && !sent) event.preventDefault(); });
}

// A remark that was not left yet outlives the saving of the scene.
const remark = document.querySelector("[data-keep-draft]");
if (remark) {
  const key = `remark ${location.pathname}`;
  remark.value ||= sessionStorage.getItem(key) ?? "";
  remark.addEventListener("input", () => sessionStorage.setItem(key, remark.value));
  remark.form.addEventListener("submit", () => sessionStorage.removeItem(key));
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

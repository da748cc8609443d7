// Nothing typed in the form of a scene is lost. Wagtail's own autosave looks at the form from two
// seconds after it opened, and every now and then; what falls between is caught here.

const form = document.getElementById("scene-form");
const SETTLING = 1500; // milliseconds, at most, until a rich text stands in its field
const state = () => new URLSearchParams(new FormData(form)).toString();
let kept = null; // the form as it was when Wagtail looked last; unknown while the page is opening
let unseen = false; // typed before it looked, so that it takes it for saved
const changing = new Map(); // the field of a rich text that changed: what it held then, and when
let underWay = null; // what it is saving by itself, or about to
let refused = false; // it could not
let pending = ""; // says which title begins a scene once somebody saves
let waiting = null; // what was pressed meanwhile
let sent = false;

const savesItself = () => form.dataset.wAutosaveActiveValue !== "false";
const isChanged = () => unseen || underWay || pending || (kept !== null && state() !== kept);

function submitSoon(event, delay) {
  event.preventDefault();
  waiting = { submitter: event.submitter };
  event.submitter?.setAttribute("aria-busy", "true"); // it was heard
  if (!underWay) setTimeout(() => form.requestSubmit(waiting.submitter), delay);
}

// A rich text puts what changed in its field a quarter of a second later, and later still on a
// machine that is busy: it may be sent once it stands there.
function note(richText) {
  const field = richText.closest("[data-draftail-editor-wrapper]")?.parentElement.querySelector(":scope > input");
  if (field) changing.set(field, { held: field.value, at: performance.now() });
}

function isSettled() {
  for (const [field, { held, at }] of changing) {
    if (field.value !== held || performance.now() - at > SETTLING) changing.delete(field);
  }
  return changing.size === 0;
}

const wantsSaving = () => form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true }));

// Whether somebody typed since; what the answer fills in is not typed.
function isBehind(sentData, filledIn) {
  const read = (data) => {
    const fields = new URLSearchParams(data);
    for (const name of ["overwrite_revision_id", ...Object.keys(filledIn)]) fields.delete(name);
    return fields.toString();
  };
  return read(sentData) !== read(new FormData(form));
}

// The list is made anew only when it says something else; who stands on a link of it stays there.
function showChecked(html) {
  const place = document.getElementById("checked");
  const made = document.createElement("template");
  made.innerHTML = html;
  if (made.innerHTML === place.innerHTML) return;
  const stood = place.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  place.replaceChildren(made.content);
  if (stood === null) return;
  const links = [...place.querySelectorAll("a[href]")];
  (links.find((link) => link.getAttribute("href") === stood) ?? links[0])?.focus({ preventScroll: true });
}

function saved(event) {
  const sentData = underWay;
  underWay = null;
  refused = event.type === "w-autosave:error";
  if (waiting) setTimeout(() => form.requestSubmit(waiting.submitter), 0);
  const { response, text } = event.detail ?? {};
  if (!refused) pending = response?.pending ?? "";
  // Wagtail takes for saved what stands there by now, and would not look at it again.
  if (!refused) unseen = isBehind(sentData, response?.field_updates ?? {});
  if (!refused && unseen && !waiting) setTimeout(wantsSaving, 0);
  document.getElementById("not-saved").textContent = refused ? (response?.error_message ?? text ?? "") : pending;
  if (response?.checked) showChecked(response.checked);
}

function send(event) {
  // Who saves while the form is saving itself waits for that: else the two would be in each
  // other's way, and the author be told of a conflict with themselves.
  if (sent) return event.preventDefault(); // a double click
  if (underWay) return submitSoon(event, 0);
  if (!isSettled()) return submitSoon(event, 50);
  sent = true;
}

// Who follows a link saves first, as by the button, and the answer leads there.
function follow(event) {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const isElsewhere = link.origin !== location.origin || link.target || link.hasAttribute("download");
  const isHere = link.pathname === location.pathname && link.search === location.search;
  if (isElsewhere || isHere || !savesItself() || !isChanged()) return;
  event.preventDefault();
  const there = form.elements.namedItem("there") ?? form.appendChild(document.createElement("input"));
  Object.assign(there, { type: "hidden", name: "there", value: link.pathname + link.search + link.hash });
  form.requestSubmit();
}

// Who goes back, or closes the page, saves as the form saves itself.
function leave() {
  if (sent || !savesItself() || !isChanged()) return;
  fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    keepalive: true,
    headers: { Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
  });
}

function come() {
  sent = false;
  waiting = null;
  form.elements.namedItem("there")?.remove();
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

if (form) {
  for (const kind of ["input", "beforeinput", "paste", "cut", "drop"]) {
    form.addEventListener(kind, () => { unseen ||= kept === null; }, true);
  }
  // Typed, pasted, dictated, dropped, made bold: whatever changes a rich text changes what it shows.
  new MutationObserver((changes) => {
    const rich = ({ target }) => (target.closest ? target : target.parentElement)?.closest("[role=textbox]");
    new Set(changes.map(rich)).forEach((text) => text && note(text));
  }).observe(form, { childList: true, characterData: true, subtree: true });
  form.addEventListener("w-unsaved:watch-edits", () => {
    const isFirst = kept === null;
    kept = state();
    if (isFirst && unseen) wantsSaving();
  });
  form.addEventListener("w-autosave:save", (event) => { underWay = event.detail.formData; });
  form.addEventListener("w-autosave:success", saved);
  form.addEventListener("w-autosave:error", saved);
  form.addEventListener("submit", send);
  document.addEventListener("click", follow);
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", come);
  // What is saved on leaving needs no question; what is refused, or waits, would be lost.
  window.addEventListener("beforeunload", (event) => { if ((refused || underWay || pending) && !sent) event.preventDefault(); });
}

// A remark that was not left yet outlives the saving of the scene.
const remark = document.querySelector("[data-keep-draft]");
if (remark) {
  const key = `remark ${location.pathname}`;
  remark.value ||= sessionStorage.getItem(key) ?? "";
  remark.addEventListener("input", () => sessionStorage.setItem(key, remark.value));
  remark.form.addEventListener("submit", () => sessionStorage.removeItem(key));
}

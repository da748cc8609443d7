// What the page form of a dilemma needs besides Wagtail's own scripts.

const form = document.querySelector("form[data-edit-form]");
const SETTLING = 600; // milliseconds until Wagtail made a slug of a new title
let underWay = false; // it is saving itself, or about to
let waiting = null; // what was pressed meanwhile
let sent = false; // by hand: the answer is another page

function sendSoon(event, delay) {
  event.preventDefault();
  event.stopImmediatePropagation();
  waiting = { submitter: event.submitter };
  if (!underWay) setTimeout(() => form.requestSubmit(waiting.submitter), delay);
}

function saved() {
  underWay = false;
  if (waiting) setTimeout(() => form.requestSubmit(waiting.submitter), 0);
}

// A new page that is saved by hand while it saves itself would be refused: its slug is taken, by itself.
function send(event) {
  const { title, slug } = form.elements;
  if (underWay) sendSoon(event, 0);
  else if (!waiting && title?.value && slug && !slug.value) sendSoon(event, SETTLING);
}

// Nor does it save itself while what was sent by hand is on its way: the same, the other way round.
function begin(event) {
  if (sent) event.preventDefault();
  else underWay = true;
}

// A field that the address names is to be in sight; Wagtail builds the blocks above it when the page is there.
function reveal() {
  if (!location.hash.startsWith("#id_")) return; // a tab, or a block
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fields = "input:not([type=hidden]), select, textarea";
  const field = named?.matches(fields) ? named : named?.querySelector(fields);
  if (!field) return;
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
}

if (form) {
  form.addEventListener("w-autosave:save", begin);
  form.addEventListener("w-autosave:success", saved);
  form.addEventListener("w-autosave:error", saved);
  form.addEventListener("submit", send, true);
  window.addEventListener("submit", (event) => { sent ||= event.target === form && !event.defaultPrevented; });
  window.addEventListener("pageshow", () => { waiting = null; sent = false; });
}
window.addEventListener("load", () => setTimeout(reveal, 200));

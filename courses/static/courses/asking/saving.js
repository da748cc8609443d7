// Saves an answer when it is given, and says so. Without this the button of each question does it.
//
// A form with data-saves is sent as it is, with "Accept: application/json". What comes back:
// 200 {saved_at, message}; 400 or 409 {error} for what cannot be stored; 401 {message, sign_in} for who is no
// longer signed in. Anything else is an accident, and tried again. What is not saved stays in the page.

const words = document.querySelector("[data-saving]")?.dataset ?? {};
const SOON = 300; // after a choice
const PAUSE = 1500; // after a key
const LONG_PAUSE = 4000; // in a long text, where people think
const FIRST_RETRY = 2000;
const LAST_RETRY = 60000;
const OUR_OWN = new Set(["csrfmiddlewaretoken", "key", "for"]);
const savers = [];
let leaving = false;

// crypto.randomUUID is there only where the address is secure.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-a$4-$5");
}

// Who signed in on another tab has another token here; the cookie has it.
function refreshToken(form) {
  const cookie = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
  if (cookie) form.elements.csrfmiddlewaretoken.value = cookie.slice("csrftoken=".length);
}

class Saver {
  constructor(form) {
    this.form = form;
    this.state = form.querySelector("[data-saved]");
    this.kept = this.now(); // what the server has, as far as we know
    this.sent = this.kept; // what we sent last, whether or not its answer came back
    this.refused = null; // what cannot be stored, so that it is not sent over and over
    this.timer = 0;
    this.retry = FIRST_RETRY;
    this.sending = null;
    this.isSignedOut = false;
    form.addEventListener("change", () => this.soon(SOON));
    form.addEventListener("input", ({ target }) => {
      if (target.matches("textarea")) this.soon(LONG_PAUSE);
      else if (target.matches("input[type=text]")) this.soon(PAUSE);
    });
    form.addEventListener("focusout", () => { if (this.isDirty) this.soon(SOON); });
    form.addEventListener("submit", (event) => this.pressed(event));
  }

  now() {
    const fields = [...new FormData(this.form)].filter(([name]) => !OUR_OWN.has(name));
    return new URLSearchParams(fields).toString();
  }

  get isDirty() {
    return this.now() !== this.kept;
  }

  // Parts that are still to be filled in; a half answer is not an answer yet.
  get missing() {
    const parts = this.form.querySelectorAll("select[name], input[type=text][name]");
    return [...parts].filter((part) => !part.value.trim()).length;
  }

  soon(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), delay);
  }

  save() {
    clearTimeout(this.timer);
    const now = this.now();
    if (this.sending || this.isSignedOut || now === this.kept || now === this.refused) return this.sending;
    if (this.missing) return this.say(words.incomplete, "busy");
    this.sending = this.send(now)
      .catch(() => this.failed())
      .finally(() => {
        this.sending = null;
        if (this.now() !== this.sent) this.soon(SOON);
      });
    return this.sending;
  }

  async send(now) {
    if (now !== this.sent) this.form.elements.key.value = newKey(); // the same again keeps its key
    this.sent = now;
    refreshToken(this.form);
    this.say(words.busy, "busy");
    const response = await fetch(this.form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(this.form)),
      headers: { Accept: "application/json" },
      keepalive: true, // the reader may be leaving
    });
    if (response.status === 403) return this.signedOut({ message: words.signedOut });
    const told = await response.json();
    if (response.ok) this.saved(now, told);
    else if (response.status === 401) this.signedOut(told);
    else if (response.status < 500) this.refuse(now, told);
    else throw new Error(response.statusText);
  }

  saved(now, told) {
    this.kept = now;
    this.refused = null;
    this.retry = FIRST_RETRY;
    this.say(told.message, "done");
    this.form.dispatchEvent(new CustomEvent("answer-saved", { bubbles: true, detail: told }));
  }

  refuse(now, told) {
    this.refused = now;
    this.say(told.error, "failed");
  }

  failed() {
    this.say(words.failed, "failed");
    this.soon(this.retry);
    this.retry = Math.min(2 * this.retry, LAST_RETRY);
  }

  // The form itself can still be sent: then the answer is kept in the browser until after signing in.
  signedOut({ message }) {
    this.isSignedOut = true;
    this.say(message, "failed");
    const link = Object.assign(document.createElement("button"), {
      type: "submit",
      className: "saved__action",
      textContent: words.signIn,
    });
    this.state.append(" ", link);
  }

  // The reader may have signed in on another tab.
  again() {
    this.isSignedOut = false;
    this.retry = FIRST_RETRY;
    this.save();
  }

  async pressed(event) {
    if (event.submitter?.name) { // a button that also leads on: the server saves, then goes there
      leaving = true;
      return;
    }
    if (this.form.dataset.saves === "draft" || this.isSignedOut) {
      leaving = true;
      return;
    }
    if (this.missing || !this.isDirty && this.kept === this.sent && !this.state.textContent.trim()) {
      leaving = true; // the page comes back with what is missing
      return;
    }
    event.preventDefault();
    this.refused = null;
    await this.sending;
    await this.save();
    if (this.refused !== null) {
      leaving = true;
      this.form.submit(); // the page comes back with the sentence at its place
    }
  }

  say(text, state) {
    this.state.className = state === "done" ? "saved" : `saved saved--${state}`;
    if (this.state.textContent.trim() === text) return; // a screen reader need not hear it again
    const icon = document.querySelector(`template[data-saving-icon="${state}"]`);
    this.state.replaceChildren(icon.content.cloneNode(true), text);
  }
}

for (const form of document.querySelectorAll("form[data-saves]")) savers.push(new Saver(form));

window.addEventListener("online", () => savers.forEach((saver) => saver.isDirty && saver.again()));
document.addEventListener("visibilitychange", () => {
  for (const saver of savers) {
    if (document.visibilityState === "hidden") saver.save();
    else if (saver.isSignedOut) saver.again();
  }
});
window.addEventListener("beforeunload", (event) => {
  if (!leaving && savers.some((saver) => saver.isDirty)) event.preventDefault();
});

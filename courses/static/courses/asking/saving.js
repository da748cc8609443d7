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
const OUR_OWN = new Set(["csrfmiddlewaretoken", "key", "for", "attempt"]);
const savers = [];

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
    this.isLeaving = false; // with its page, by its button
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

  // What wants to be filled in.
  get parts() {
    return [...this.form.querySelectorAll("select[name], input[type=text][name], textarea[name]")];
  }

  get isIncomplete() {
    return this.parts.some((part) => !part.value.trim());
  }

  get isBlank() {
    return this.parts.length ? this.parts.every((part) => !part.value.trim()) : !this.now();
  }

  soon(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), delay);
  }

  save() {
    clearTimeout(this.timer);
    const now = this.now();
    if (this.sending || this.isSignedOut || this.isLeaving || now === this.kept || now === this.refused) return this.sending;
    if (this.isBlank) return this.say("", "busy");
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
    if (response.status >= 500) return this.failed(words.broken);
    if (!response.headers.get("Content-Type")?.includes("json")) return this.refuse(now, { error: words.stale });
    const told = await response.json();
    if (response.ok) this.saved(now, told);
    else if (response.status === 401) this.signedOut(told);
    else this.refuse(now, told);
  }

  saved(now, told) {
    this.kept = now;
    this.refused = null;
    this.retry = FIRST_RETRY;
    this.say(this.isIncomplete ? `${told.message}. ${words.incomplete}` : told.message, "done");
    this.form.dispatchEvent(new CustomEvent("answer-saved", { bubbles: true, detail: told }));
  }

  refuse(now, told) {
    this.refused = now;
    this.say(told.error, "failed");
  }

  failed(text = words.failed) {
    this.say(text, "failed");
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
    // A button with a name also leads on; and what cannot be stored comes back in the page, with the sentence
    // at its place.
    const isPlain = event.submitter?.name || this.form.dataset.saves === "draft";
    if (isPlain || this.isSignedOut || this.isIncomplete || this.isBlank) {
      this.isLeaving = true;
      return;
    }
    event.preventDefault();
    await this.sending;
    await this.save();
    if (this.refused !== this.now()) return;
    this.isLeaving = true;
    this.form.submit();
  }

  say(text, state) {
    this.state.className = state === "done" ? "saved" : `saved saved--${state}`;
    if (this.state.textContent.trim() === text) return; // a screen reader need not hear it again
    const icon = document.querySelector(`template[data-saving-icon="${state}"]`);
    this.state.replaceChildren(...(text ? [icon.content.cloneNode(true), text] : []));
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
  if (savers.some((saver) => saver.isDirty && !saver.isBlank && !saver.isLeaving)) event.preventDefault();
});
window.addEventListener("pageshow", () => savers.forEach((saver) => { saver.isLeaving = false; }));

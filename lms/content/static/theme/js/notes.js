// Keeps a note while it is typed, and says so. Without this its button does it.

const PAUSE = 1500;
const AGAIN = 15000;

const keep = (form) => {
  const { text, known } = form.elements;
  const state = form.querySelector("[data-note-status]");
  let kept = text.value; // what the server has, as far as we know
  let sent = ""; // what we sent last, whether or not its answer came back
  let timer = 0;
  let sending = null;

  const say = (words, failed) => {
    state.classList.toggle("saved--failed", failed);
    if (state.textContent.trim() === words) return; // a screen reader need not hear it again
    const icon = form.querySelector(`[data-icon="${failed ? "warning" : "check"}"]`);
    state.replaceChildren(icon.content.cloneNode(true), words);
  };

  const send = async (mayRetry) => {
    const before = sent;
    const now = text.value;
    sent = now;
    const body = new FormData(form);
    for (const chooser of form.querySelectorAll("input[type=file]")) body.delete(chooser.name); // sent with a button only
    const answer = await fetch(form.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      redirect: "error", // to the sign-in page
      keepalive: true, // the reader may be leaving
    });
    const said = await answer.json();
    if (said.is_saved) {
      kept = now;
      known.value = said.known;
      say(said.message, false);
    } else if (mayRetry && before && said.text === before.trim()) {
      known.value = said.known; // it was ours: only its answer got lost
      await send(false);
    } else say(said.message, true);
  };

  const save = () => {
    clearTimeout(timer);
    if (sending || text.value === kept) return;
    sending = send(true)
      .catch(() => {
        say(form.dataset.failed, true);
        timer = setTimeout(save, AGAIN);
      })
      .finally(() => {
        sending = null;
        if (text.value !== sent) timer = setTimeout(save, PAUSE);
      });
  };

  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (!sending) return;
    event.preventDefault(); // two at once would take each other for another window
    await sending;
    form.requestSubmit(event.submitter);
  });
};

for (const form of document.querySelectorAll("form[data-keeps-note]")) keep(form);

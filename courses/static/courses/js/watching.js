// Tells the server what was really played: segments every fifteen seconds, and when one pauses, jumps, ends or leaves. What cannot be
// sent stays in the page until it can.

const EVERY = 15_000;
const MOST_EVENTS = 50; // in one report, as the server takes them
const ONE_JUMP = 500; // milliseconds
const LONGEST_STEP = 1; // seconds between two times that a player tells of itself, at most

const fromCookie = (name) => document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);

// What completes the lesson is written by the server alone: ask it anew.
async function showWhatIsLeft() {
  const here = document.querySelector(".complete");
  const response = await fetch(location.pathname).catch(() => null);
  if (!here || !response?.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const now = page.querySelector(".complete");
  if (now && !here.contains(document.activeElement)) here.replaceWith(now);
}

for (const form of document.querySelectorAll("form[data-watch]")) {
  if (form.dataset.ready) continue;
  form.dataset.ready = "yes";
  const figure = form.closest("figure");
  const media = figure.querySelector("video, audio");
  const told = figure.querySelector("[data-watch-told]");
  const trouble = figure.querySelector("[data-watch-trouble]");
  const signIn = figure.querySelector("[data-watch-sign-in]");
  const session = crypto.randomUUID ? crypto.randomUUID() : `${Date.now().toString(16).padStart(8, "0").slice(-8)}-0000-4000-8000-${String(Math.random()).slice(2, 14).padEnd(12, "0")}`;
  let segments = []; // played, and not known to be stored
  let events = []; // happened, and not known to be stored
  let number = 0;
  let from = null; // where the segment that plays now began
  let last = 0; // the last moment that was told while playing
  let sending = false;
  let again = false; // something happened while a report was on its way
  let soon = 0;
  const doneBefore = figure.querySelector(".media__watched--done") !== null;
  let done = doneBefore;

  const round = (seconds) => Math.round(seconds * 100) / 100;
  const happened = (verb, more = {}) => {
    const showing = [...media.textTracks].some((track) => track.mode === "showing");
    events.push({ number: number++, verb, at: Date.now(), time: round(media.currentTime), speed: media.playbackRate, captions: showing, ...more });
  };
  const close = () => {
    if (from !== null && last > from) {
      const before = segments.at(-1);
      // What is on its way is left as it is.
      if (!sending && before?.[1] === round(from)) before[1] = round(last);
      else segments.push([round(from), round(last)]);
    }
    from = null;
  };
  const cut = () => {
    // The segment that still plays is told as far as it is, and goes on from there.
    if (from === null) return;
    close();
    from = last;
  };

  media.addEventListener("play", () => {
    if (number === 0) happened("initialized");
    happened("played");
    if (!media.seeking) from = last = media.currentTime;
  });
  media.addEventListener("playing", () => {
    // After a jump; a slow machine says so late, and what played before counts.
    if (from === null) from = last = media.currentTime;
  });
  media.addEventListener("timeupdate", () => {
    if (from === null || media.seeking) return;
    const now = media.currentTime;
    if (now < last || now - last > LONGEST_STEP * Math.max(media.playbackRate, 1) + 1) {
      close();
      from = now;
    }
    last = now;
  });
  media.addEventListener("seeking", () => {
    const start = last;
    close();
    last = media.currentTime;
    if (!number) return;
    // A slider that is dragged, or an arrow that is held, is one jump.
    const before = events.at(-1);
    if (!sending && before?.verb === "seeked" && Date.now() - before.at < ONE_JUMP) {
      before.time = round(last);
      before.at = Date.now();
    } else happened("seeked", { start: round(start) });
  });
  media.addEventListener("seeked", () => {
    last = media.currentTime;
    if (!media.paused) from = media.currentTime;
    clearTimeout(soon);
    if (number) soon = setTimeout(send, ONE_JUMP);
  });
  media.addEventListener("pause", () => {
    if (from !== null && !media.seeking) last = Math.max(last, media.currentTime);
    close();
    if (!media.ended) happened("paused");
    send();
  });
  media.addEventListener("ended", () => {
    happened("paused");
    send();
  });
  for (const name of ["ratechange", "volumechange"]) {
    media.addEventListener(name, () => {
      if (name === "ratechange" && number) happened("interacted");
    });
  }

  const body = () => {
    cut();
    const now = Date.now();
    const some = events.slice(0, MOST_EVENTS);
    const data = new FormData(form);
    const token = fromCookie("csrftoken"); // another one after signing in again
    if (token) data.set("csrfmiddlewaretoken", token);
    data.set(
      "report",
      JSON.stringify({
        session,
        segments: segments.slice(-400),
        position: round(media.currentTime),
        events: some.map(({ at, ...event }) => ({ ...event, ago: Math.max(0, Math.round((now - at) / 1000)) })),
      }),
    );
    return { data, sent: segments.length, seen: some.length };
  };
  const say = (sentence, signedOut = false) => {
    trouble.hidden = !sentence;
    if (trouble.textContent !== sentence) trouble.textContent = sentence;
    signIn.hidden = !signedOut;
  };
  const stored = ({ sent, seen }, answer) => {
    segments = segments.slice(sent);
    events = events.slice(seen);
    say("");
    const now = answer.done && !doneBefore ? `${answer.told} ${form.dataset.done ?? ""}`.trim() : answer.told;
    if (told.textContent !== now) told.textContent = now;
    if (!answer.done || done) return;
    done = true;
    figure.querySelector(".media__watched").classList.add("media__watched--done");
    if (form.dataset.done) showWhatIsLeft();
  };
  async function send() {
    again = sending;
    if (sending) return;
    const report = body();
    if (!report.sent && !report.seen) return;
    sending = true;
    try {
      const response = await fetch(form.action, { method: "POST", body: report.data, redirect: "manual", keepalive: document.visibilityState === "hidden", headers: { Accept: "application/json" } });
      if (response.ok) stored(report, await response.json());
      else if (response.status === 401 || response.status === 403) say(form.dataset.signedOut, true);
      else if (response.status === 429 || response.status >= 500) say(""); // kept, and sent again
      else say(form.dataset.refused);
    } catch {
      say(form.dataset.offline);
    } finally {
      sending = false;
    }
    if (again) send();
  }

  setInterval(send, EVERY);
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => {
    // Gone to another tab, which a telephone may never come back from; or signed in there.
    if (document.visibilityState === "hidden" || !trouble.hidden) send();
  });
  window.addEventListener("pagehide", () => {
    if (!number) return;
    happened("terminated");
    // Sent while the page goes; what was on its way already is the same when it comes twice.
    fetch(form.action, { method: "POST", body: body().data, keepalive: true, redirect: "manual" }).catch(() => {});
  });
}

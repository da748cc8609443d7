// What is said, beside the recording: the line that is spoken is marked, a line leads to its moment, and words are found.

for (const follow of document.querySelectorAll("[data-media-cues]")) {
  if (follow.dataset.ready) continue;
  follow.dataset.ready = "yes";
  const media = follow.closest("figure").querySelector("video, audio");
  const list = follow.querySelector(".cues");
  const cues = [...list.children].map((line) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cue";
    button.tabIndex = -1;
    button.append(...line.childNodes);
    line.append(button);
    return {
      button,
      start: Number(line.dataset.start),
      end: Number(line.dataset.end),
      text: button.querySelector(".cue__text"),
      words: button.querySelector(".cue__text").textContent,
    };
  });

  // One line is in the order of Tab; the arrows walk.
  let reached = cues[0];
  reached.button.tabIndex = 0;
  const reach = (cue) => {
    reached.button.tabIndex = -1;
    reached = cue;
    reached.button.tabIndex = 0;
  };
  const inSight = ({ button }) => {
    const top = button.offsetTop - list.offsetTop;
    if (top < list.scrollTop || top + button.offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = top - list.clientHeight / 3;
  };
  list.addEventListener("keydown", (event) => {
    const at = cues.findIndex((cue) => cue.button === event.target);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: cues.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    reach(cues[Math.min(Math.max(to, 0), cues.length - 1)]);
    reached.button.focus();
  });
  list.addEventListener("click", (event) => {
    const cue = cues.find(({ button }) => button.contains(event.target));
    if (!cue) return;
    reach(cue);
    media.currentTime = cue.start;
  });

  // The line that is spoken now.
  let spoken = null;
  const mark = () => {
    const now = media.currentTime;
    const current = cues.find((cue) => cue.start <= now && now < cue.end) || null;
    if (current === spoken) return;
    spoken?.button.removeAttribute("aria-current");
    spoken = current;
    if (!spoken) return;
    spoken.button.setAttribute("aria-current", "true");
    if (list.contains(document.activeElement)) return; // nobody is moved who reads here
    reach(spoken);
    if (follow.open && !media.paused) inSight(spoken);
  };
  for (const event of ["timeupdate", "seeking"]) media.addEventListener(event, mark);

  // Search.
  const form = follow.querySelector("[data-media-search]");
  const field = form.querySelector("input");
  const told = form.querySelector("[role=status]");
  const [previous, next] = form.querySelectorAll("button");
  let hits = [];
  let at = 0;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const tell = () => {
    for (const { button } of cues) button.classList.remove("cue--hit");
    for (const button of [previous, next]) button.disabled = hits.length < 2;
    if (!field.value.trim()) told.textContent = "";
    else if (!hits.length) told.textContent = form.dataset.none;
    else if (hits.length === 1) told.textContent = form.dataset.one;
    else told.textContent = form.dataset.many.replace("{count}", hits.length).replace("{at}", at + 1);
    if (!hits.length) return;
    reach(hits[at].cue);
    for (const hit of hits) hit.mark.classList.toggle("cue__here", hit === hits[at]);
    hits[at].cue.button.classList.add("cue--hit");
    inSight(hits[at].cue);
  };
  const find = (cue, wanted) => {
    cue.text.textContent = cue.words;
    if (!wanted) return;
    // Letters with a sign of their own are one character, so that places stay the same.
    const text = plain(cue.words.normalize("NFC"));
    const words = cue.words.normalize("NFC");
    if (text.length !== words.length) return;
    const pieces = [];
    let done = 0;
    for (let place = text.indexOf(wanted); place >= 0; place = text.indexOf(wanted, done)) {
      const found = document.createElement("mark");
      found.textContent = words.slice(place, place + wanted.length);
      pieces.push(words.slice(done, place), found);
      hits.push({ cue, mark: found });
      done = place + wanted.length;
    }
    if (pieces.length) cue.text.replaceChildren(...pieces, words.slice(done));
  };
  const search = () => {
    const wanted = plain(field.value.trim());
    hits = [];
    at = 0;
    for (const cue of cues) find(cue, wanted);
    tell();
  };
  const turn = (step) => {
    if (!hits.length) return;
    at = (at + step + hits.length) % hits.length;
    tell();
  };
  field.addEventListener("input", search);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    turn(event.shiftKey ? -1 : 1);
  });
  previous.addEventListener("click", () => turn(-1));
  next.addEventListener("click", () => turn(1));
  form.hidden = false;
  follow.querySelector("[data-media-hint]").hidden = false;
}

// Our bar under a video or recording: the same keys and words in every browser. Without it the browser's own controls stay.

const SMALL_STEP = 5; // seconds
const LARGE_STEP = 10;
const NEAR = 3; // so close to the beginning or the end nobody goes on from there
const CAPTIONS = "media-captions"; // what was chosen last, for every video in this browser

const clock = (seconds) => {
  const whole = Math.floor(seconds);
  const left = String(whole % 60).padStart(2, "0");
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes}:${left}` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${left}`;
};

const remembered = () => {
  try {
    return localStorage.getItem(CAPTIONS);
  } catch {
    return null; // a browser that keeps nothing
  }
};

const remember = (language) => {
  try {
    localStorage.setItem(CAPTIONS, language);
  } catch {
    // It holds for this page.
  }
};

for (const figure of document.querySelectorAll("figure[data-media]")) {
  if (figure.dataset.ready) continue;
  figure.dataset.ready = "yes";
  const media = figure.querySelector("video, audio");
  const template = figure.querySelector("template[data-media-bar]");
  template.replaceWith(template.content.cloneNode(true));
  const part = (name) => figure.querySelector(`[data-do="${name}"]`);
  const stated = Number(figure.dataset.duration);
  const length = () => (Number.isFinite(media.duration) ? media.duration : stated);
  const go = (seconds) => {
    media.currentTime = Math.min(Math.max(seconds, 0), length());
  };
  const toggle = () => (media.paused ? media.play() : media.pause());

  media.controls = false;
  if (media.localName === "audio") media.hidden = true;

  // Play and pause.
  const play = part("play");
  const showState = () => {
    play.lastElementChild.textContent = media.paused ? play.dataset.play : play.dataset.pause;
    play.classList.toggle("media__button--on", !media.paused);
  };
  play.addEventListener("click", toggle);
  media.addEventListener("click", toggle);
  for (const event of ["play", "pause", "ended"]) media.addEventListener(event, showState);
  showState();

  // The moment.
  const seek = part("seek");
  const now = figure.querySelector("[data-media-now]");
  const showMoment = () => {
    seek.value = media.currentTime;
    now.textContent = clock(media.currentTime);
    seek.setAttribute("aria-valuetext", seek.dataset.told.replace("{now}", clock(media.currentTime)).replace("{length}", clock(length())));
  };
  seek.addEventListener("input", () => go(Number(seek.value)));
  for (const event of ["timeupdate", "seeking", "loadedmetadata"]) media.addEventListener(event, showMoment);
  media.addEventListener("loadedmetadata", () => {
    seek.max = length();
  });
  showMoment();

  // Sound and speed.
  const mute = part("mute");
  const volume = part("volume");
  mute.addEventListener("click", () => {
    media.muted = !media.muted;
  });
  volume.addEventListener("input", () => {
    media.volume = Number(volume.value) / 100;
    media.muted = false;
  });
  media.addEventListener("volumechange", () => {
    const silent = media.muted || media.volume === 0;
    mute.setAttribute("aria-pressed", String(silent));
    mute.classList.toggle("media__button--on", silent);
    volume.value = media.volume * 100;
  });
  const speed = part("speed");
  speed.addEventListener("change", () => {
    media.playbackRate = Number(speed.value);
  });

  // Captions: what was chosen last, else the first language.
  const captions = part("captions");
  if (captions) {
    const show = () => {
      for (const track of media.textTracks) track.mode = track.language === captions.value ? "showing" : "disabled";
    };
    const chosen = remembered();
    const known = [...captions.options].some((option) => option.value === chosen);
    captions.value = known ? chosen : captions.options[1].value;
    captions.addEventListener("change", () => {
      remember(captions.value);
      show();
    });
    media.addEventListener("loadedmetadata", show);
    show();
  }

  const full = part("full");
  if (full && media.requestFullscreen) {
    full.addEventListener("click", () => media.requestFullscreen());
    // Our bar is not on the whole screen; the browser's own is.
    media.addEventListener("fullscreenchange", () => {
      media.controls = document.fullscreenElement === media;
    });
  } else if (full) full.hidden = true;

  // Where one was.
  const resume = figure.querySelector("[data-media-resume]");
  const position = Number(figure.dataset.position || 0);
  if (position > NEAR && position < stated - NEAR) {
    for (const place of resume.querySelectorAll("[data-media-at]")) place.textContent = clock(position);
    resume.hidden = false;
    const begin = (seconds) => {
      go(seconds);
      media.play();
      play.focus();
    };
    part("resume").addEventListener("click", () => begin(position));
    part("restart").addEventListener("click", () => begin(0));
    media.addEventListener("play", () => {
      resume.hidden = true;
    });
    if (media.readyState) go(position);
    else media.addEventListener("loadedmetadata", () => go(position), { once: true });
  }

  // Keys, only while the focus is in the player (WCAG 2.2, 2.1.4), and never while somebody types or chooses.
  const keys = {
    ArrowLeft: () => go(media.currentTime - SMALL_STEP),
    ArrowRight: () => go(media.currentTime + SMALL_STEP),
    j: () => go(media.currentTime - LARGE_STEP),
    l: () => go(media.currentTime + LARGE_STEP),
    k: toggle,
  };
  figure.addEventListener("keydown", (event) => {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const typing = event.target.closest("select, textarea, input:not([type=range]), .media__volume");
    if (typing || event.ctrlKey || event.altKey || event.metaKey || !keys[key]) return;
    event.preventDefault();
    keys[key]();
  });
}

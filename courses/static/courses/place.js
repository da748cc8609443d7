// Tells the server which part of a lesson is being read, so that one can go on there later.
// What is answered or noted tells it without this, too.

const READ = 3000; // a part is read once it has been in view for so long
const APART = 15_000; // between one message and the next
const BLOCKS = "[data-block], [id^='vraag-'], [id^='nota-'], [id^='activity-'], [id^='media-']";

const lesson = document.querySelector("[data-place]");

const idOf = (block) => block.dataset.block || block.id.replace(/^[a-z]+-/, "");

if (lesson) {
  const blocks = [...lesson.querySelectorAll(BLOCKS)];
  let known = lesson.dataset.at || (blocks.length ? idOf(blocks[0]) : "");
  let reached = known;
  let told = 0;
  let timer = 0;
  let waiting = 0;

  const tell = () => {
    clearTimeout(waiting);
    waiting = 0;
    if (reached === known) return;
    known = reached;
    told = Date.now();
    fetch(lesson.dataset.place.replace("00000000-0000-0000-0000-000000000000", reached), {
      method: "POST",
      headers: { "X-CSRFToken": lesson.dataset.token },
      keepalive: true,
      redirect: "manual",
    }).catch(() => {}); // without a connection the next part tells it
  };

  const reach = (block) => {
    reached = idOf(block);
    if (!waiting) waiting = setTimeout(tell, Math.max(0, told + APART - Date.now()));
  };

  // The part at the height where eyes rest: below the top, above the middle.
  const watcher = new IntersectionObserver(
    (entries) => {
      const seen = entries.findLast((entry) => entry.isIntersecting);
      if (!seen) return;
      clearTimeout(timer);
      timer = setTimeout(reach, READ, seen.target);
    },
    { rootMargin: "-15% 0px -60% 0px" },
  );
  for (const block of blocks) watcher.observe(block);

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") tell();
  });

  // Pictures that arrive late move what is below them.
  const here = document.getElementById("hier");
  if (here && location.hash === "#hier") {
    const go = () => {
      here.scrollIntoView({ block: "start" });
      here.focus({ preventScroll: true });
    };
    go();
    if (document.readyState !== "complete") window.addEventListener("load", go, { once: true });
  }
}

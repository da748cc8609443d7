// Keeps count of what is answered and of the time, and hands in when that is over. The server decides both: without
// this the page says them when it is loaded.

const count = document.querySelector("[data-quiz-count]");
const time = document.querySelector("[data-quiz-seconds]");
const WARNINGS = [5, 1]; // minutes (WCAG 2.2, 2.2.1)

const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function countAnswered() {
  const answered = document.querySelectorAll(".quiz__stop--answered").length;
  count.textContent = fill(count.dataset.words, { answered, total: count.dataset.total });
}

document.addEventListener("answer-saved", ({ target }) => {
  const id = target.closest(".question")?.id.slice("vraag-".length);
  const stop = document.querySelector(`[data-quiz-stop="${id}"]`);
  if (!stop || stop.classList.contains("quiz__stop--answered")) return;
  stop.classList.add("quiz__stop--answered");
  const state = stop.querySelector("[data-quiz-state]");
  state.textContent = state.dataset.answered;
  countAnswered();
});

if (time) {
  const until = performance.now() + 1000 * Number(time.dataset.quizSeconds);
  const left = time.querySelector("[data-quiz-left]");
  const warning = document.querySelector("[data-quiz-warning]");
  let warned = 1 + (until - performance.now()) / 60000; // minutes, of the last warning that still applies

  const tick = () => {
    const seconds = Math.max(0, (until - performance.now()) / 1000);
    const minutes = Math.ceil(seconds / 60);
    left.textContent = fill(minutes === 1 ? time.dataset.one : time.dataset.many, { count: minutes });
    for (const at of WARNINGS) {
      if (minutes <= at && at < warned) {
        warned = at;
        time.classList.add("quiz__time--short");
        warning.textContent = fill(time.dataset.warning, { count: Math.max(at, minutes) });
      }
    }
    if (seconds > 0) return;
    clearInterval(timer);
    // What was typed last is on its way: the server takes it a little longer.
    setTimeout(() => document.querySelector("[data-quiz-close]").requestSubmit(), 2000);
  };
  const timer = setInterval(tick, 1000);
  document.querySelector("[data-quiz-close]").addEventListener("submit", (event) => {
    if (performance.now() < until) return;
    // The server asks its own clock: a trainer may have given more time meanwhile.
    const over = Object.assign(document.createElement("input"), { type: "hidden", name: "over", value: "1" });
    event.target.append(over);
  });
}

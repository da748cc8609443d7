// How many words somebody has written: shown at once, said when they pause.

const PAUSE = 2000;

for (const place of document.querySelectorAll("[data-counts]")) {
  const field = document.getElementById(place.dataset.counts);
  const [shown, said] = place.querySelectorAll("[data-shown], [data-said]");
  let timer = 0;
  const words = () => {
    const count = field.value.trim().split(/\s+/).filter(Boolean).length;
    return (count === 1 ? place.dataset.one : place.dataset.many).replace("{count}", count);
  };
  shown.textContent = words();
  place.hidden = false;
  field.addEventListener("input", () => {
    shown.textContent = words();
    clearTimeout(timer);
    timer = setTimeout(() => { said.textContent = words(); }, PAUSE);
  });
}

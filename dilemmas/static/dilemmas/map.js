// Arrow keys follow the roads of the map; two buttons make it smaller and larger.
// Without this script every scene is a link still, and the list says the same.

const map = document.querySelector(".scenario-map");
const drawing = map?.querySelector("svg");

// The story starts in the middle of the top: show that where the drawing is wider than the screen.
if (map) map.scrollLeft = (map.scrollWidth - map.clientWidth) / 2;

const node = (key) => document.getElementById(`node-${key}`);
const leadsTo = (scene) => scene.dataset.leadsTo.trim().split(/\s+/).filter(Boolean);
const keyOf = (scene) => scene.id.slice("node-".length);

function besides(scene, step) {
  const top = scene.querySelector("rect").getAttribute("y");
  const row = [...drawing.querySelectorAll(".scenario-map__scene")]
    .filter((other) => other.querySelector("rect").getAttribute("y") === top)
    .sort((a, b) => a.querySelector("rect").x.baseVal.value - b.querySelector("rect").x.baseVal.value);
  return row[row.indexOf(scene) + step];
}

const steps = {
  ArrowDown: (scene) => node(leadsTo(scene)[0]),
  ArrowUp: (scene) =>
    [...drawing.querySelectorAll(".scenario-map__scene")].find((other) => leadsTo(other).includes(keyOf(scene))),
  ArrowRight: (scene) => besides(scene, 1),
  ArrowLeft: (scene) => besides(scene, -1),
};

drawing?.addEventListener("keydown", (event) => {
  const scene = event.target.closest(".scenario-map__scene");
  const next = scene && steps[event.key]?.(scene);
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
});

const zoom = document.querySelector(".scenario-map__zoom");
if (zoom && drawing) {
  zoom.hidden = false;
  zoom.addEventListener("click", (event) => {
    const by = Number(event.target.closest("[data-zoom]")?.dataset.zoom);
    if (!by) return;
    for (const side of ["width", "height"]) {
      drawing.setAttribute(side, Math.round(drawing.getAttribute(side) * by));
    }
  });
}

// Shows what the kind of the scene asks for: an ending has no choices, the rest no reflection.
// Without this script everything is there, and what does not count is left empty.

const form = document.getElementById("scene-form");
const kind = form?.elements.namedItem("kind");

function panelOf(selector) {
  return form.querySelector(selector)?.closest(".w-panel");
}

function follow() {
  const ends = kind.value === "ending";
  const choices = panelOf("#id_choices-FORMS");
  const ending = form.querySelector(".w-panel.scene-editor__ending");
  choices?.toggleAttribute("data-kind-hidden", ends);
  ending?.toggleAttribute("data-kind-hidden", !ends);
}

if (kind) {
  kind.addEventListener("change", follow);
  follow();
}

// Picks a scene by its title: the ARIA pattern of a combobox with a list (APG, "Combobox").
// Without this script the browser's own list of suggestions stands in its place.

const suggestions = document.getElementById("scenes-by-name");
const words = suggestions?.dataset ?? {};
const MOST = 8;

const fold = (text) => text.trim().replace(/\s+/g, " ").toLocaleLowerCase();
const scenes = [...(suggestions?.options ?? [])].map((one) => ({
  name: one.value,
  context: one.textContent,
  folded: fold(one.value),
  title: fold(one.dataset.title ?? one.value),
}));

const isKnown = (typed) => scenes.some((one) => one.folded === fold(typed));
// Where several scenes are called so, each has a number with its name.
const isRepeated = (typed) => !isKnown(typed) && scenes.some((one) => one.title === fold(typed));

// Scenes, and titles that wait in other fields to become one.
function matching(typed, input) {
  const sought = fold(typed);
  const others = [...document.querySelectorAll(".scene-picker > input")].filter((one) => one !== input);
  const begun = new Map(others.map((one) => one.value.trim()).filter((title) => title && !isKnown(title) && !isRepeated(title)).map((title) => [fold(title), title]));
  const all = [...scenes, ...[...begun].map(([folded, name]) => ({ name, folded, context: words.becomes }))];
  const nearness = ({ folded }) => (folded === sought ? 0 : folded.startsWith(sought) ? 1 : folded.includes(sought) ? 2 : 3);
  return [0, 1, 2].flatMap((wanted) => all.filter((one) => nearness(one) === wanted));
}

function element(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

class Picker {
  constructor(input) {
    this.input = input;
    this.active = -1;
    this.list = element("ul", "scene-picker__list");
    this.list.id = `${input.id || input.name}-scenes`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", words.label);
    this.list.hidden = true;
    this.said = element("span", "scene-picker__said");
    this.said.setAttribute("role", "status");
    const around = element("span", "scene-picker");
    input.replaceWith(around);
    around.append(input, this.list, this.said);
    input.removeAttribute("list");
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id })) {
      input.setAttribute(name, value);
    }
    input.addEventListener("input", () => this.open({ active: 0 }));
    input.addEventListener("click", () => this.open());
    input.addEventListener("blur", () => this.close());
    input.addEventListener("keydown", (event) => this.press(event));
    // The field keeps the focus, or else the list would close before it was clicked.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.pick([...this.list.children].indexOf(option));
    });
    this.say();
  }

  get isOpen() { return !this.list.hidden; }

  open({ active = -1 } = {}) {
    const typed = this.input.value.trim();
    const found = matching(typed, this.input);
    const names = found.slice(0, MOST).map((one) => [one.name, one.context]);
    const isThere = found.some((one) => one.folded === fold(typed)) || isRepeated(typed);
    const isNew = typed && !isThere && !("existing" in this.input.dataset);
    if (isNew) names.push([typed, words.begins]);
    this.names = names.map(([name]) => name);
    this.list.replaceChildren(...names.map(([name, context], place) => this.option(name, context, place)));
    if (found.length > MOST) {
      const more = element("li", "scene-picker__more", words.more);
      more.setAttribute("role", "presentation");
      this.list.append(more);
    }
    this.list.hidden = !names.length;
    this.input.setAttribute("aria-expanded", String(this.isOpen));
    // Enter takes the first that fits, as one is used to; Tab leaves what was typed.
    this.activate(typed && names.length ? active : -1);
    this.say();
  }

  option(name, context, place) {
    const option = element("li", "scene-picker__option");
    option.id = `${this.list.id}-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.append(element("span", "scene-picker__name", name), " ", element("span", "scene-picker__context", context));
    return option;
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.activate(-1);
    this.say();
  }

  activate(place) {
    this.active = place;
    [...this.list.querySelectorAll("[role=option]")].forEach((option, number) => {
      option.setAttribute("aria-selected", String(number === place));
      if (number === place) option.scrollIntoView({ block: "nearest" });
    });
    if (place < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `${this.list.id}-${place}`);
  }

  pick(place) {
    if (place >= this.names.length) return;
    this.input.value = this.names[place];
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    this.close();
  }

  press(event) {
    if (event.isComposing) return; // the Enter of an input method ends a word, no more
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!this.isOpen) this.open();
      const count = this.names.length;
      const [step, first] = event.key === "ArrowDown" ? [1, 0] : [-1, count - 1];
      if (count) this.activate(this.active < 0 ? first : (this.active + step + count) % count);
    } else if (event.key === "Enter") {
      // Half a title would begin a scene: what is sent is sent by a button.
      if (this.isOpen || this.input.form?.id === "scene-form") event.preventDefault();
      if (this.active >= 0) this.pick(this.active);
      else this.close();
    } else if (event.key === "Escape" && this.isOpen) {
      event.preventDefault();
      this.close();
    }
  }

  // What becomes of what stands there, when no scene is called so.
  say() {
    const typed = this.input.value;
    const isNamed = !typed.trim() || isKnown(typed);
    const of = isRepeated(typed) ? words.several : "existing" in this.input.dataset ? words.unknown : words.becomes;
    this.said.textContent = isNamed || this.isOpen ? "" : of;
  }
}

// Choices are added to the form while one writes: a field becomes a picker when it is there.
function equip() {
  document.querySelectorAll("input[list=scenes-by-name]").forEach((input) => new Picker(input));
}

if (suggestions) {
  equip();
  new MutationObserver(equip).observe(document.body, { childList: true, subtree: true });
}

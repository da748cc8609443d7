// The regions of a hotspot on its image, as their numbers are typed. Dragging over the image fills
// in those numbers, a click adds a corner to a polygon; without this script they are typed.

(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const SIDES = ["x", "y", "width", "height"];
  const SMALLEST = 1; // per cent; less is a click
  const round = (number) => Math.round(number * 10) / 10;
  const within = (number) => Math.min(100, Math.max(0, number));

  function shapeOf(region) {
    const [x, y, width, height] = SIDES.map((side) => Number(region.field(side).value) || 0);
    const kind = region.field("shape").value;
    if (kind === "polygon") return ["polygon", { points: region.field("points").value }];
    if (kind !== "circle") return ["rect", { x, y, width, height }];
    return ["ellipse", { cx: x + width / 2, cy: y + height / 2, rx: width / 2, ry: height / 2 }];
  }

  class Drawing {
    constructor(root, prefix, words) {
      this.root = root;
      this.prefix = prefix;
      this.words = words;
      this.chosen = root.querySelector(`[name="${prefix}-image"]`);
      this.place = this.chosen?.closest("[data-contentpath]");
      if (!this.place) return;
      this.build();
      root.addEventListener("input", () => this.draw());
      root.addEventListener("change", () => this.draw());
      root.addEventListener("click", () => setTimeout(() => this.draw(), 0)); // added, moved, removed
      root.addEventListener("focusin", (event) => this.follow(event.target));
      this.frame.addEventListener("pointerdown", (event) => this.begin(event));
      this.frame.addEventListener("pointermove", (event) => this.drag(event));
      this.frame.addEventListener("pointerup", (event) => this.end(event));
      this.frame.addEventListener("pointercancel", () => this.stop());
      this.draw();
    }

    build() {
      this.figure = document.createElement("figure");
      this.figure.className = "hotspot-drawing";
      this.frame = document.createElement("div");
      this.frame.className = "hotspot-drawing__frame";
      this.image = document.createElement("img");
      this.image.alt = "";
      this.image.draggable = false;
      this.image.addEventListener("load", () => {
        const { naturalWidth: width, naturalHeight: height } = this.image;
        this.frame.style.setProperty("--ratio", width && height ? width / height : 1.5);
      });
      // Who may not change the image cannot get it in this size; the chooser shows a small one.
      this.image.addEventListener("error", () => {
        const small = this.place.querySelector("img:not(figure *)");
        if (small && this.image.src !== small.src) this.image.src = small.src;
      });
      this.shapes = document.createElementNS(SVG, "svg");
      this.shapes.setAttribute("viewBox", "0 0 100 100");
      this.shapes.setAttribute("preserveAspectRatio", "none");
      this.shapes.setAttribute("aria-hidden", "true");
      this.said = document.createElement("figcaption");
      this.frame.append(this.image, this.shapes);
      this.figure.append(this.frame, this.said);
      this.place.after(this.figure); // beside the regions, so that it stays in sight along them
    }

    // The regions that were not removed, in the order in which they stand.
    get regions() {
      const start = `${this.prefix}-regions-`;
      return [...this.root.querySelectorAll(`[name^="${start}"][name$="-value-shape"]`)]
        .map((field) => field.name.slice(0, -"-value-shape".length))
        .filter((name) => this.root.querySelector(`[name="${name}-deleted"]`)?.value !== "1")
        .map((name) => ({
          name,
          field: (part) => this.root.querySelector(`[name="${name}-value-${part}"]`),
        }));
    }

    // The region that was last in hand, or the first that has no place yet.
    get current() {
      const regions = this.regions;
      return regions.find((one) => one.name === this.held)
        ?? regions.find((one) => !one.field("width").value && !one.field("points").value)
        ?? regions[0];
    }

    follow(field) {
      const region = this.regions.find((one) => field.name?.startsWith(`${one.name}-`));
      if (!region || region.name === this.held) return;
      this.held = region.name;
      this.draw();
    }

    draw() {
      const key = this.chosen.value;
      this.figure.hidden = !key;
      if (!key) return;
      const address = this.words.image.replace("/0/", `/${key}/`);
      if (this.address !== address) {
        this.address = address;
        this.image.src = address;
      }
      const { regions, current } = this;
      this.shapes.replaceChildren(...regions.map((region) => {
        const [name, values] = shapeOf(region);
        const shape = document.createElementNS(SVG, name);
        for (const [side, value] of Object.entries(values)) shape.setAttribute(side, value);
        if (region.name === current.name) shape.setAttribute("class", "hotspot-drawing__current");
        return shape;
      }));
      this.frame.querySelectorAll(".hotspot-drawing__number").forEach((one) => one.remove());
      this.frame.append(...regions.map((region, at) => this.number(this.shapes.children[at], at + 1)));
      this.said.textContent = current
        ? this.words.draws.replace("{number}", regions.findIndex((one) => one.name === current.name) + 1)
        : this.words.empty;
    }

    number(shape, number) {
      const badge = document.createElement("span");
      const box = shape.getBBox();
      badge.className = "hotspot-drawing__number";
      badge.textContent = number;
      badge.style.insetInlineStart = `${within(box.x + box.width / 2)}%`;
      badge.style.insetBlockStart = `${within(box.y + box.height / 2)}%`;
      badge.hidden = !box.width && !box.height;
      return badge;
    }

    at(event) {
      const box = this.image.getBoundingClientRect();
      return [
        within(((event.clientX - box.left) / box.width) * 100),
        within(((event.clientY - box.top) / box.height) * 100),
      ];
    }

    begin(event) {
      if (event.button || !this.current) return;
      this.from = this.at(event);
      this.held = this.current.name;
      this.frame.setPointerCapture(event.pointerId);
    }

    drag(event) {
      if (!this.from || this.current.field("shape").value === "polygon") return;
      const [[left, top], [right, bottom]] = [this.from, this.at(event)];
      const values = [Math.min(left, right), Math.min(top, bottom), Math.abs(right - left), Math.abs(bottom - top)];
      if (values[2] < SMALLEST || values[3] < SMALLEST) return;
      SIDES.forEach((side, at) => this.fill(side, round(values[at])));
    }

    end(event) {
      if (this.from && this.current.field("shape").value === "polygon") {
        const corner = this.at(event).map(round).join(",");
        this.fill("points", `${this.current.field("points").value} ${corner}`.trim());
      }
      this.stop();
    }

    stop() {
      this.from = null;
    }

    fill(part, value) {
      const field = this.current.field(part);
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true })); // Wagtail saves and previews
    }
  }

  class HotspotBlockDefinition extends window.wagtailStreamField.blocks.StructBlockDefinition {
    render(placeholder, prefix, initialState, initialError) {
      const block = super.render(placeholder, prefix, initialState, initialError);
      new Drawing(block.container[0], prefix, this.meta.drawing);
      return block;
    }
  }
  window.telepath.register("courses.HotspotBlock", HotspotBlockDefinition);
})();

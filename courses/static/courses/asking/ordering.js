// Rows that are put in order with buttons or by dragging. Without this each row has a select with its place,
// and these selects stay what is sent.

const fill = (words, values) => words.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

class Ordering {
  constructor(list) {
    this.list = list;
    this.says = list.parentElement.querySelector("[data-ordering-says]");
    this.items = [...list.querySelectorAll("[data-item]")];
    this.isFixed = list.closest("fieldset")?.disabled ?? false;
    this.inOrder().forEach((item) => this.dress(item));
    list.classList.replace("pairs", "ordering");
    if (this.isFixed) return;
    list.closest("form").querySelector("[data-ordering-hint]").textContent = list.dataset.hint;
    this.mark();
    // Who agrees with the order as it stands sends it as it stands.
    list.closest("form").addEventListener("submit", () => this.write(), true);
  }

  select(item) {
    return item.querySelector("select");
  }

  text(item) {
    return item.querySelector("[data-text]").textContent.trim();
  }

  rows() {
    return [...this.list.querySelectorAll("[data-item]")];
  }

  // As the places say, when they say it completely.
  inOrder() {
    const place = (item) => Number(this.select(item).value);
    const places = new Set(this.items.map(place));
    if (places.size !== this.items.length || places.has(0)) return this.items;
    return [...this.items].sort((a, b) => place(a) - place(b));
  }

  dress(item) {
    const label = item.querySelector("[data-text]");
    const text = document.createElement("span");
    Object.assign(text, { className: "ordering__text", textContent: label.textContent });
    text.dataset.text = "";
    label.replaceWith(text);
    this.select(item).hidden = true;
    item.className = "ordering__item";
    this.list.append(item);
    if (this.isFixed) return;
    const grip = this.copy("grip");
    grip.addEventListener("pointerdown", (event) => this.drag(event, item));
    const moves = document.createElement("span");
    moves.className = "ordering__moves";
    moves.append(this.button("up", item, -1), this.button("down", item, 1));
    text.after(moves);
    item.prepend(grip);
  }

  copy(name) {
    return this.list.querySelector(`template[data-${name}]`).content.firstElementChild.cloneNode(true);
  }

  button(name, item, by) {
    const button = this.copy(name);
    button.setAttribute("aria-label", fill(button.getAttribute("aria-label"), { text: this.text(item) }));
    button.dataset.by = by;
    button.addEventListener("click", () => this.move(item, by, button));
    return button;
  }

  move(item, by, button) {
    const rows = this.rows();
    const place = rows.indexOf(item) + by;
    if (place < 0 || place >= rows.length) return this.say(item);
    if (by < 0) rows[place].before(item);
    else rows[place].after(item);
    button.focus(); // a row that moves takes its focus along
    item.scrollIntoView({ block: "nearest" });
    this.changed(item);
  }

  drag(event, item) {
    if (event.button) return;
    event.preventDefault();
    const grip = event.currentTarget;
    const started = this.rows().indexOf(item);
    grip.setPointerCapture(event.pointerId);
    item.classList.add("ordering__item--held");
    // The others step aside: a row that is moved itself would lose the pointer.
    const move = ({ clientY }) => {
      const isBeyond = (row, by) => {
        if (!row?.matches("[data-item]")) return false;
        const { top, height } = row.getBoundingClientRect();
        return by * (clientY - top - height / 2) > 0;
      };
      while (isBeyond(item.previousElementSibling, -1)) item.after(item.previousElementSibling);
      while (isBeyond(item.nextElementSibling, 1)) item.before(item.nextElementSibling);
    };
    const drop = () => {
      grip.removeEventListener("pointermove", move);
      item.classList.remove("ordering__item--held");
      if (this.rows().indexOf(item) !== started) this.changed(item);
    };
    grip.addEventListener("pointermove", move);
    grip.addEventListener("lostpointercapture", drop, { once: true });
  }

  changed(item) {
    this.write();
    this.mark();
    this.say(item);
    this.select(item).dispatchEvent(new Event("change", { bubbles: true }));
  }

  write() {
    this.rows().forEach((row, index) => { this.select(row).value = String(index + 1); });
  }

  // Which way is closed; a button keeps its focus, so it is never disabled.
  mark() {
    const rows = this.rows();
    rows.forEach((row, index) => {
      row.querySelector("[data-by='-1']").setAttribute("aria-disabled", String(index === 0));
      row.querySelector("[data-by='1']").setAttribute("aria-disabled", String(index === rows.length - 1));
    });
  }

  say(item) {
    const place = this.rows().indexOf(item) + 1;
    this.says.textContent = fill(this.list.dataset.says, { text: this.text(item), place, total: this.items.length });
  }
}

for (const list of document.querySelectorAll("[data-ordering]")) new Ordering(list);

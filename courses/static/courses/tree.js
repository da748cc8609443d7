// Ordering a course without leaving the page: by button, and by dragging as an extra.
// Without this file every button is a form of its own and the page comes back at the
// same place.

const tree = () => document.querySelector("[data-course-tree]");

/** Send the form and put the answered tree in the place of this one. */
async function send(form, fields) {
  const body = new FormData(form);
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const main = tree();
  main.setAttribute("aria-busy", "true");
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
  } catch {
    window.location.reload(); // offline: the browser says it better than we could
    return;
  }
  if (!answer.ok) {
    window.location.assign(answer.url);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-course-tree]");
  if (!fresh) {
    window.location.assign(answer.url); // signed out in the meantime
    return;
  }
  const told = [...page.querySelectorAll(".messages li")].map((one) => one.textContent.trim());
  const focused = fresh.querySelector("[autofocus]");
  const wanted = focused ? `[name="${focused.name}"][value="${focused.value}"]` : null;
  const here = tree();
  for (const child of [...here.children]) if (!child.matches("[data-told]")) child.remove();
  for (const child of [...fresh.children]) if (!child.matches("[data-told]")) here.append(child);
  here.removeAttribute("aria-busy");
  here.querySelector("[data-told]").textContent = told.join(" ");
  if (wanted) here.querySelector(wanted)?.focus();
  prepare();
}

/** Handles appear where dragging works; the buttons stay. */
function prepare() {
  for (const handle of tree().querySelectorAll("[data-handle]")) handle.hidden = false;
}

let dragged = null;

function unmark() {
  for (const one of document.querySelectorAll("[data-drop]")) one.removeAttribute("data-drop");
}

/** Whether what is dragged may lie in this list: modules among modules, lessons in modules. */
function fits(list) {
  const isModule = dragged.classList.contains("course-tree__module");
  return list.classList.contains(isModule ? "course-tree__modules" : "course-tree__lessons");
}

/** The list under the pointer and the page before which it would be put. */
function spot(event) {
  const lists = [...document.querySelectorAll("[data-list]")].filter(
    (list) => fits(list) && list.parentElement.contains(event.target),
  );
  const list = lists.at(-1);
  if (!list) return null;
  const before = [...list.children].find((item) => {
    const box = item.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2;
  });
  return { list, before: before ?? null };
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-move]") || !event.submitter) return;
  event.preventDefault();
  send(form, { move: event.submitter.value });
});

document.addEventListener("dragstart", (event) => {
  const handle = event.target.closest?.("[data-handle]");
  if (!handle) return;
  dragged = handle.closest("[data-page]");
  dragged.classList.add("is-dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.page);
});

document.addEventListener("dragover", (event) => {
  if (!dragged) return;
  const found = spot(event);
  unmark();
  if (!found) return;
  event.preventDefault();
  (found.before ?? found.list).setAttribute("data-drop", found.before ? "before" : "end");
});

document.addEventListener("drop", (event) => {
  if (!dragged) return;
  const found = spot(event);
  if (!found || found.before === dragged) return;
  event.preventDefault();
  const form = dragged.closest("[data-move]");
  send(form, {
    move: `${dragged.dataset.page}:drop`,
    parent: found.list.dataset.parent,
    before: found.before?.dataset.page ?? "",
  });
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  dragged = null;
  unmark();
});

prepare();

// Keeps the progress of an export up to date; without this the link on the page does.

const PAUSE = 2000;
const region = document.querySelector("[data-job]");
const told = document.querySelector("[data-job-told]");

async function look() {
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    const text = await answer.text();
    const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-job]");
    if (answer.ok && fresh && !region.contains(document.activeElement)) {
      region.replaceChildren(...fresh.childNodes);
      if ("finished" in fresh.dataset) {
        told.textContent = region.querySelector("[data-job-end]").textContent;
        return;
      }
    }
  } catch {
    // The network is gone for a moment: look again.
  }
  setTimeout(look, PAUSE);
}

setTimeout(look, PAUSE);

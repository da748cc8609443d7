// After a step the reader starts at the new scene, with what the last choice brought in view above it.
// Without this the fragment #scene does nearly the same.

const heading = document.getElementById("scene");
if (heading && location.hash === "#scene") {
  heading.focus({ preventScroll: true });
  window.scrollTo({ top: 0, behavior: "instant" });
  // A page that a form asked for would lose what was sent, and with it its reload.
  if (!heading.closest("[data-posted]")) history.replaceState(history.state, "", location.pathname);
}

// A field that the address names is to be in sight; Wagtail builds the blocks above it when the page is there.
function reveal() {
  const field = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!field?.matches("input, select, textarea")) return;
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
}

window.addEventListener("load", () => setTimeout(reveal, 200));

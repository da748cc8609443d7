// A field that the address names is to be in sight; Wagtail builds the blocks above it when the page is there.
function reveal() {
  if (!location.hash.startsWith("#id_")) return; // a tab, or a block
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fields = "input:not([type=hidden]), select, textarea";
  const field = named?.matches(fields) ? named : named?.querySelector(fields);
  if (!field) return;
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
}

window.addEventListener("load", () => setTimeout(reveal, 200));

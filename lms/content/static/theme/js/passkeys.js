// Shows the ways in by passkey where the browser knows them, and says so when one fails.
// The rest is allauth's own script.

// Passkeys belong to a name on a secure address: an IP address has none.
const can =
  window.PublicKeyCredential && window.isSecureContext && !/^[\d.:[\]]+$/.test(location.hostname);

if (can) {
  for (const element of document.querySelectorAll("[data-passkey]")) element.hidden = false;
  for (const element of document.querySelectorAll("[data-no-passkey]")) element.hidden = true;
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const failed = document.querySelector("[data-passkey-failed]");
  if (!failed) return;
  failed.hidden = false;
  failed.focus();
});

// Runs before the first paint: puts the chosen appearance, and whether somebody is signed in, on the root element.
document.documentElement.classList.add("has-script");
// A cached page is the same for everybody, so the cookie that scripts may read says whether somebody is signed in.
// It proves nothing: it only picks which link is shown.
if (/(?:^|; )(?:__Host-)?turnout_csrf=[^;]/.test(document.cookie))
  document.documentElement.dataset["viewer"] = "person";
try {
  const chosen = localStorage.getItem("turnout-theme");
  if (chosen !== null && ["light", "dark", "contrast"].includes(chosen)) {
    document.documentElement.dataset["theme"] = chosen;
  }
} catch {
  // A browser that keeps nothing shows what the device prefers.
}
// Fonts of a few signs wait until the page is drawn, so that they keep nothing back.
addEventListener("load", () => {
  for (const sheet of document.querySelectorAll<HTMLLinkElement>("link[data-late]")) sheet.media = "all";
});

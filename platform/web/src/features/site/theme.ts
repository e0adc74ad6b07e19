// Runs before the first paint: puts the chosen appearance, and whether somebody is signed in, on the root element.
document.documentElement.classList.add("has-script");
// A kept page is the same for all. The cookie is the one that scripts may read; it proves nothing, it only picks a link.
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

// Runs before the first paint: puts the chosen appearance on the root element.
document.documentElement.classList.add("has-script");
try {
  const chosen = localStorage.getItem("turnout-theme");
  if (chosen !== null && ["light", "dark", "contrast"].includes(chosen)) {
    document.documentElement.dataset["theme"] = chosen;
  }
} catch {
  // A browser that keeps nothing shows what the device prefers.
}

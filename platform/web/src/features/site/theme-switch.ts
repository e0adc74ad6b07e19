// The switch between light, dark and high contrast in the footer.

export function startThemeSwitch(): void {
  const choice = document.querySelector<HTMLSelectElement>("[data-theme-switch]");
  if (choice === null) return;
  choice.closest("[data-theme-label]")?.removeAttribute("hidden");
  choice.value = document.documentElement.dataset["theme"] ?? "";
  choice.addEventListener("change", () => {
    if (choice.value) {
      localStorage.setItem("turnout-theme", choice.value);
      document.documentElement.dataset["theme"] = choice.value;
    } else {
      localStorage.removeItem("turnout-theme");
      delete document.documentElement.dataset["theme"];
    }
  });
}

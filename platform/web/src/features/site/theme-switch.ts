// The choice between light, dark and high contrast: the switch in the footer, and what keeps the choice.

export function startThemeSwitch(): void {
  const choice = document.querySelector<HTMLSelectElement>("[data-theme-switch]");
  if (choice === null) return;
  choice.closest("[data-theme-label]")?.removeAttribute("hidden");
  choice.value = chosenTheme();
  choice.addEventListener("change", () => chooseTheme(choice.value));
}

/** The chosen appearance; empty for the device's own. */
export function chosenTheme(): string {
  return document.documentElement.dataset["theme"] ?? "";
}

export function chooseTheme(theme: string): void {
  if (theme) {
    localStorage.setItem("turnout-theme", theme);
    document.documentElement.dataset["theme"] = theme;
  } else {
    localStorage.removeItem("turnout-theme");
    delete document.documentElement.dataset["theme"];
  }
}

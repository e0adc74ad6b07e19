// The choice of appearance in the footer of every page.

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

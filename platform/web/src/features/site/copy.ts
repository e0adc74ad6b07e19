// Copy buttons; without a clipboard they stay hidden.

export function startCopying(button: HTMLButtonElement): void {
  const { copy, done } = button.dataset;
  if (copy === undefined || !("clipboard" in navigator)) return;
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", () => {
    void navigator.clipboard.writeText(copy).then(() => {
      button.textContent = done ?? "";
      const voice = document.querySelector<HTMLElement>("[data-copy-status]");
      if (voice !== null) voice.textContent = done ?? "";
      setTimeout(() => {
        button.textContent = label;
        if (voice !== null) voice.textContent = "";
      }, 2000);
    });
  });
}

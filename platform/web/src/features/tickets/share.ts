// The system's share sheet for an event; it never shares the order.

export function startSharing(button: HTMLButtonElement): void {
  const { share: url, title } = button.dataset;
  if (url === undefined || typeof navigator.share !== "function") return;
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.share({ title: title ?? "", url }).catch(() => undefined); // closed without a choice
  });
}

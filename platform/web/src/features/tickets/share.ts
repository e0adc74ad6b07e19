// The system's own sheet for sharing, where a browser has one; it tells of the event, never of the order.

export function startSharing(button: HTMLButtonElement): void {
  const { share: url, title } = button.dataset;
  if (url === undefined || typeof navigator.share !== "function") return;
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.share({ title: title ?? "", url }).catch(() => undefined); // closed without a choice
  });
}

// Shares the event by the system's sheet, or copies its address; without scripts the link writes a mail.

const SAID_MILLISECONDS = 2500;

export function startSharingPage(link: HTMLAnchorElement): void {
  const { sharePage: url, title, done } = link.dataset;
  const label = link.querySelector("span");
  if (url === undefined || label === null) return;
  const said = label.textContent;
  link.addEventListener("click", (event) => {
    if (typeof navigator.share === "function") {
      event.preventDefault();
      navigator.share({ title: title ?? "", url }).catch(() => undefined); // closed without a choice
    } else if ("clipboard" in navigator) {
      event.preventDefault();
      void navigator.clipboard.writeText(url).then(() => {
        label.textContent = done ?? "";
        setTimeout(() => (label.textContent = said), SAID_MILLISECONDS);
      });
    }
  });
}

// Large pictures open by the address alone; keys and the focus are what a script adds.

export function startLightbox(box: HTMLElement): void {
  const links = [...box.querySelectorAll<HTMLAnchorElement>("figcaption a")];
  const opener = document.querySelector<HTMLAnchorElement>(`a[href="#${box.id}"]`);
  const isOpen = (): boolean => location.hash === `#${box.id}`;
  const show = (): void => {
    if (isOpen()) links.at(-1)?.focus();
  };
  window.addEventListener("hashchange", (event) => {
    show();
    if (new URL(event.oldURL).hash === `#${box.id}` && location.hash === "#gallery") opener?.focus();
  });
  window.addEventListener("keydown", (event) => {
    if (!isOpen()) return;
    const isBack = document.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    const rel =
      event.key === "Escape" ? "close" : event.key === isBack ? "prev" : event.key.startsWith("Arrow") ? "next" : "";
    if (event.key === "Tab") return keepFocus(event, links);
    const link = links.find((each) => each.rel === rel);
    if (link === undefined) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    link.click();
  });
  show();
}

function keepFocus(event: KeyboardEvent, links: readonly HTMLAnchorElement[]): void {
  event.preventDefault();
  const place = links.findIndex((each) => each === document.activeElement);
  const step = event.shiftKey ? -1 : 1;
  links.at((place + step + links.length) % links.length)?.focus();
}

// Beside a long programme the ticket panel scrolls away: then the bar with the button takes its place.

export function startBuyBar(bar: HTMLElement): void {
  const panel = document.querySelector("#tickets");
  if (panel === null) return;
  new IntersectionObserver((entries) => {
    for (const each of entries) bar.toggleAttribute("data-shown", !each.isIntersecting);
  }).observe(panel);
}

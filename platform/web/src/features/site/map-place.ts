// Places a street map on the page: at once where its tiles are ours, else once the visitor has agreed.

import { type MapPlan, planOf } from "./map-plan";

const AGREED = "turnout-maps-from";

/** Whether the visitor let maps come from this host before; ours needs no consent. */
export function mayLoad(host: string, store: Pick<Storage, "getItem">): boolean {
  return host === "" || store.getItem(AGREED) === host;
}

export function startMap(element: HTMLElement): void {
  const plan = planOf(element.dataset);
  if (plan === null) return;
  const host = element.dataset["host"] ?? "";
  if (mayLoad(host, localStorage)) return whenSeen(element, () => void show(element, plan));
  element.querySelector("[data-map-show]")?.addEventListener("click", () => {
    try {
      localStorage.setItem(AGREED, host);
    } catch {
      // Without a store the visitor is asked again on the next page.
    }
    void show(element, plan);
  });
}

async function show(element: HTMLElement, plan: MapPlan): Promise<void> {
  const status = element.querySelector("[data-map-status]");
  try {
    const { drawMap } = await import("./street-map");
    element.querySelector("[data-map-ask]")?.remove();
    drawMap(element, plan, () => {
      if (status !== null) status.textContent = element.dataset["failed"] ?? "";
    });
  } catch {
    if (status !== null) status.textContent = element.dataset["failed"] ?? "";
  }
}

function whenSeen(element: HTMLElement, act: () => void): void {
  const watch = new IntersectionObserver(
    (entries) => {
      if (!entries.some((each) => each.isIntersecting)) return;
      watch.disconnect();
      act();
    },
    { rootMargin: "200px" },
  );
  watch.observe(element);
}

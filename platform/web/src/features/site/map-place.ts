// Places a street map on the page: at once where its tiles are ours, else once the visitor has agreed.

const AGREED = "turnout-maps-from";

export interface MapPoint {
  readonly latitude: number;
  readonly longitude: number;
  readonly title: string;
  readonly when: string;
  readonly url: string;
}

export interface MapWords {
  readonly label: string;
  readonly search: string;
  readonly nearer: string;
  readonly further: string;
}

export interface MapPlan {
  readonly tiles: string;
  readonly credit: string;
  readonly points: readonly MapPoint[];
  /** The address of the search in another part of the map, with `BOX` for its corners; empty without one. */
  readonly here: string;
  readonly words: MapWords;
}

/** What the server wrote on the element; null where it cannot be read. */
export function planOf(data: DOMStringMap): MapPlan | null {
  const { tiles, credit, points, here, label, search, nearer, further } = data;
  if (!tiles || points === undefined) return null;
  try {
    return {
      tiles,
      credit: credit ?? "",
      points: JSON.parse(points) as MapPoint[],
      here: here ?? "",
      words: { label: label ?? "", search: search ?? "", nearer: nearer ?? "", further: further ?? "" },
    };
  } catch {
    return null;
  }
}

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

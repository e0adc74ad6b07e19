// What the server says of a map: its tiles, its points and its words.

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

/** What takes place at one spot; a pin for each would hide all but the last. */
export interface Spot {
  readonly latitude: number;
  readonly longitude: number;
  readonly points: readonly [MapPoint, ...MapPoint[]];
}

/** About a metre. */
const DECIMALS = 5;

/** The points by where they are, in the order in which they came. */
export function spotsOf(points: readonly MapPoint[]): Spot[] {
  const found = new Map<string, [MapPoint, ...MapPoint[]]>();
  for (const each of points) {
    const where = `${each.latitude.toFixed(DECIMALS)},${each.longitude.toFixed(DECIMALS)}`;
    const there = found.get(where);
    if (there === undefined) found.set(where, [each]);
    else there.push(each);
  }
  return [...found.values()].map((all) => ({ latitude: all[0].latitude, longitude: all[0].longitude, points: all }));
}

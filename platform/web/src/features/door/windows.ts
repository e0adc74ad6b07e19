// When a list admits: its opening and closing, and its windows between them. Pure.
// The server's rules are turnout/modules/checkin/windows.py; window-vector.json has what both must say.
import type { DoorList, Reason } from "./types";

export interface Span {
  readonly opensAt: string | null;
  readonly closesAt: string | null;
}

type Times = Pick<DoorList, "opens_at" | "closes_at"> & Partial<Pick<DoorList, "windows">>;

/** Why a list does not admit at an instant; null: it does. A window ends before its end. */
export function windowReason(list: Times, now: number): Reason | null {
  const { opens_at: opens, closes_at: closes } = list;
  if (opens !== null && now < Date.parse(opens)) return "not_yet";
  if (closes !== null && now >= Date.parse(closes)) return "over";
  // Lists that an older version of the scanner kept have no windows at all.
  const windows = list.windows ?? null;
  if (windows === null) return null;
  if (windows.some((each) => Date.parse(each.opens_at) <= now && now < Date.parse(each.closes_at))) return null;
  const isNext = windows.some((each) => {
    const at = Date.parse(each.opens_at);
    return now < at && (closes === null || at < Date.parse(closes));
  });
  return isNext ? "not_yet" : "over";
}

/** From when until when the list admits now, or next, or did last. */
export function spanAt(list: Times, now: number): Span {
  const { opens_at: opens, closes_at: closes } = list;
  const windows = list.windows ?? [];
  const told = windows.find((each) => now < Date.parse(each.closes_at)) ?? windows.at(-1);
  if (told === undefined) return { opensAt: opens, closesAt: closes };
  const later = opens !== null && Date.parse(opens) > Date.parse(told.opens_at) ? opens : told.opens_at;
  const sooner = closes !== null && Date.parse(closes) < Date.parse(told.closes_at) ? closes : told.closes_at;
  return { opensAt: later, closesAt: sooner };
}

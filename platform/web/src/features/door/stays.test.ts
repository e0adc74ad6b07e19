import { describe, expect, it } from "vitest";
import { passedHere, viewOf, type ListView } from "./attendees";
import { judgeHere } from "./judging";
import { countInside, insideOf, staysOf } from "./stays";
import { ATTENDEES, LIST, madeScan, madeSetup, madeTicket, NOON } from "./testing";
import type { Attendees, Direction, DoorList, StoredScan } from "./types";

const MINUTE = 60_000;
const HALL: DoorList = { ...LIST, entry_rule: "re_entry" };
const at = (minutes: number): string => new Date(NOON + minutes * MINUTE).toISOString();
const entry = (from: number, to: number | null) => ({
  list: 0,
  period: "",
  at: at(from),
  gate: "North",
  out_at: to === null ? null : at(to),
});
const came = (minutes: number, change: Partial<StoredScan> = {}): StoredScan =>
  madeScan({ scanId: `in${minutes}`, ticketId: "t2", scannedAt: at(minutes), ...change });
const went = (minutes: number, change: Partial<StoredScan> = {}): StoredScan =>
  came(minutes, { scanId: `out${minutes}`, reason: "exited", ...change });
const BEN = madeTicket({ id: "t2", name: "Ben Okri" });

function view(list: DoorList, scans: readonly StoredScan[] = [], offset = 0): ListView {
  return viewOf(ATTENDEES, list, passedHere(scans), NOON, offset);
}

/** What the device says of Ben, ten minutes after the last thing that it knows. */
async function says(
  list: DoorList,
  entries: ReturnType<typeof entry>[],
  direction: Direction,
  others: Attendees["tickets"] = [],
  now = NOON,
): Promise<string> {
  const ticket = { ...BEN, entries };
  const attendees = { ...ATTENDEES, tickets: [ticket, ...others] };
  const known = { setup: madeSetup(), attendees, view: view(list), tickets: new Map([["t2", ticket]]) };
  return (await judgeHere({ kind: "ticket", ticketId: "t2", name: "" }, known, now, direction)).reason;
}

describe("stays on this device", () => {
  it("are those of the download, with what was scanned here since", () => {
    const known = { ...BEN, entries: [entry(-60, -30)] };
    const stays = staysOf(known, view(HALL, [came(-20), went(-10)]));
    expect(stays).toEqual([
      { at: at(-60), gate: "North", outAt: at(-30) },
      { at: at(-20), gate: "", outAt: at(-10) },
    ]);
    expect(insideOf(stays)).toBeNull();
  });

  it("count a scan once that the download has by now", () => {
    const known = { ...BEN, entries: [entry(-20, null)] };
    expect(staysOf(known, view(HALL, [came(-20, { outcome: "admitted" })]))).toHaveLength(1);
  });

  it("go by the server's clock, not by the device's", () => {
    const known = { ...BEN, entries: [entry(-20, -10)] };
    const fast = 10 * MINUTE;
    expect(insideOf(staysOf(known, view(HALL, [came(-5)], fast)))).toBeNull();
    expect(insideOf(staysOf(known, view(HALL, [came(1)], fast)))?.at).toBe(at(-9));
  });

  it("are not begun by an entry that the server found to be a conflict", () => {
    expect(staysOf(BEN, view(HALL, [came(-5, { outcome: "conflict" })]))).toEqual([]);
  });

  it("say how many are inside", () => {
    const tickets = [
      { ...BEN, entries: [entry(-20, -10)] },
      madeTicket({ id: "t3", entries: [entry(-20, null)] }),
      madeTicket({ id: "t4", entries: [entry(-20, -10), entry(-5, null)] }),
    ];
    expect(countInside({ ...ATTENDEES, tickets }, view(HALL))).toBe(2);
    expect(countInside({ ...ATTENDEES, tickets }, view(HALL, [came(-1)]))).toBe(3);
  });
});

describe("re-entry without a connection", () => {
  it.each([
    ["a first time", HALL, [], "in", "admitted"],
    ["again after going out", HALL, [entry(-20, -10)], "in", "admitted"],
    ["not twice at once", HALL, [entry(-20, null)], "in", "already_admitted"],
    ["out who is inside", HALL, [entry(-20, null)], "out", "exited"],
    ["not out who is not", HALL, [entry(-20, -10)], "out", "not_inside"],
    ["by itself: out who is inside", HALL, [entry(-20, null)], "auto", "exited"],
    ["by itself: in who is not", HALL, [entry(-20, -10)], "auto", "admitted"],
    ["as often as the list says", { ...HALL, max_reentries: 1 }, [entry(-40, -30)], "in", "admitted"],
    ["no more often", { ...HALL, max_reentries: 1 }, [entry(-40, -30), entry(-20, -10)], "in", "reentry_limit"],
    ["as soon as the list says", { ...HALL, reentry_minutes: 10 }, [entry(-40, -10)], "in", "admitted"],
    ["no later", { ...HALL, reentry_minutes: 9 }, [entry(-40, -10)], "in", "reentry_expired"],
    ["by a list that counts nobody out", LIST, [entry(-40, null)], "out", "no_exits"],
    ["by a list with places that admits once", { ...LIST, capacity: 5 }, [entry(-9, null)], "auto", "already_admitted"],
    ["in by a list with places", { ...LIST, capacity: 1 }, [], "in", "admitted"],
    ["out by a list that is closed", { ...HALL, closes_at: at(-1) }, [entry(-9, null)], "out", "exited"],
    ["not in by it", { ...HALL, closes_at: at(-1) }, [entry(-9, -5)], "in", "over"],
  ] as const)("%s", async (_what, list, entries, direction, expected) => {
    expect(await says(list, [...entries], direction)).toBe(expected);
  });

  it("lets nobody into a full room until somebody goes out", async () => {
    const other = (to: number | null) => [madeTicket({ id: "t3", entries: [entry(-20, to)] })];
    expect(await says({ ...HALL, capacity: 1 }, [], "in", other(null))).toBe("full");
    expect(await says({ ...HALL, capacity: 1 }, [], "in", other(-10))).toBe("admitted");
  });
});

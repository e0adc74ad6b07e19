import { describe, expect, it } from "vitest";
import { passedHere, afterAnswer, countsOf, entryOf, findTickets, periodOf, viewOf } from "./attendees";
import { decide } from "./rules";
import { ATTENDEES, LIST, madeScan, madeTicket, NOON } from "./testing";
import type { DoorList } from "./types";

const seen = {
  ticket: madeTicket(),
  codeHash: "h",
  list: LIST,
  place: 0,
  earlier: null,
  now: NOON,
  direction: "in",
  stays: null,
} as const;
const other = (change: Partial<DoorList>): DoorList => ({ ...LIST, ...change });
const at = (hours: number): string => new Date(NOON + hours * 3_600_000).toISOString();

describe("without a connection", () => {
  it.each([
    ["a valid ticket comes in", {}, "admitted"],
    ["who is found by name comes in", { codeHash: null }, "admitted"],
    ["a ticket that is not on the list does not", { ticket: undefined }, "unknown_ticket"],
    ["a refunded one does not", { ticket: madeTicket({ state: "refunded" }) }, "refunded"],
    ["a void one does not", { ticket: madeTicket({ state: "void" }) }, "void"],
    ["a code that was replaced does not", { codeHash: "older" }, "transferred"],
    ["a type of another list does not", { ticket: madeTicket({ lists: [1] }) }, "wrong_list"],
    [
      "who has not signed up for the session does not",
      { ticket: madeTicket({ lists: [1] }), list: other({ scope: "session" }) },
      "not_registered",
    ],
    ["who is in does not come in again", { earlier: { at: at(-1), gate: "" } }, "already_admitted"],
    [
      "a void ticket is void, also when its holder is in",
      { ticket: madeTicket({ state: "void" }), earlier: { at: at(-1), gate: "" } },
      "void",
    ],
    ["nobody comes in before the list opens", { list: other({ opens_at: at(1) }) }, "not_yet"],
    ["somebody comes in from that moment on", { list: other({ opens_at: at(0) }) }, "admitted"],
    ["nobody comes in from its closing on", { list: other({ closes_at: at(0) }) }, "over"],
    [
      "who is in hears that, also when the list is closed",
      { list: other({ closes_at: at(-1) }), earlier: { at: at(-2), gate: "" } },
      "already_admitted",
    ],
  ] as const)("%s", (_what, change, expected) => {
    expect(decide({ ...seen, ...change })).toBe(expected);
  });
});

describe("a list that admits once each day", () => {
  const daily = other({ once_per: "day", time_zone: "Pacific/Auckland" });
  const night = Date.parse("2026-03-01T10:59:00Z"); // a minute before midnight there

  it("goes by the day of its own zone", () => {
    expect(periodOf(daily, night)).toBe("2026-03-01");
    expect(periodOf(daily, night + 60_000)).toBe("2026-03-02");
    expect(periodOf(LIST, night)).toBe("");
  });

  it("admits again on the next day, also whom this device let in", () => {
    const ticket = madeTicket({ entries: [{ list: 0, period: "2026-03-01", at: at(0), gate: "North", out_at: null }] });
    const made = passedHere([madeScan({ ticketId: "t2", scannedAt: new Date(night).toISOString() })]);
    const today = viewOf(ATTENDEES, daily, made, night);
    const tomorrow = viewOf(ATTENDEES, daily, made, night + 60_000);
    expect(entryOf(ticket, today)?.gate).toBe("North");
    expect(entryOf(ticket, tomorrow)).toBeNull();
    expect(entryOf(madeTicket({ id: "t2" }), today)).not.toBeNull();
    expect(entryOf(madeTicket({ id: "t2" }), tomorrow)).toBeNull();
  });
});

describe("the downloaded list", () => {
  const answer = { is_complete: false, list_ids: ["l1"], cursor: "c2", expires_at: at(12) };

  it("is changed by what has changed, and loses who is on none of its lists", () => {
    const items = [
      madeTicket({ id: "t1", name: "Ada King" }),
      madeTicket({ id: "t2", lists: [] }),
      madeTicket({ id: "t9" }),
    ];
    const next = afterAnswer(ATTENDEES, { ...answer, items }, "e2", NOON);
    expect(next.tickets.map(({ id }) => id).sort()).toEqual(["t1", "t3", "t9"]);
    expect(next.tickets.find(({ id }) => id === "t1")?.name).toBe("Ada King");
    expect(next).toMatchObject({ cursor: "c2", etag: "e2", downloadedAt: NOON });
  });

  it("is replaced by a complete one", () => {
    const next = afterAnswer(
      ATTENDEES,
      { ...answer, is_complete: true, items: [madeTicket({ id: "t9" })] },
      "e2",
      NOON,
    );
    expect(next.tickets.map(({ id }) => id)).toEqual(["t9"]);
  });

  it("counts who is in and whom it expects, scans of this device among them", () => {
    const made = passedHere([madeScan({ ticketId: "t2" }), madeScan({ ticketId: "t3", reason: "void" })]);
    expect(countsOf(ATTENDEES, viewOf(ATTENDEES, LIST, made, NOON))).toEqual({ inside: 2, expected: 3 });
  });

  it("does not count whom the server refused in the end", () => {
    const made = passedHere([madeScan({ ticketId: "t2", outcome: "refused" })]);
    expect(made.size).toBe(0);
  });

  it.each([
    ["ada", ["t1"]],
    ["FRANCOIS", ["t2"]],
    ["a-3", ["t3"]],
    ["nobody", []],
    ["  ", []],
  ])("is searched for %s whatever case and accents", (text, expected) => {
    expect(findTickets(ATTENDEES, text).map(({ id }) => id)).toEqual(expected);
  });
});

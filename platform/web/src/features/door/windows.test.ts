import { describe, expect, it } from "vitest";
import { judgeHere, shownOf } from "./judging";
import { ATTENDEES, LIST, madeSetup, NOON } from "./testing";
import { viewOf } from "./attendees";
import vector from "./window-vector.json";
import { spanAt, windowReason } from "./windows";

const instant = (at: string | null): number | null => (at === null ? null : Date.parse(at));

describe("the times of a list", () => {
  it.each(vector.map((each) => [each.name, each] as const))(
    "are those that the server has: %s",
    (_, { list, moments }) => {
      for (const { at, reason, span } of moments) {
        const now = Date.parse(at);
        expect([at, windowReason(list, now)]).toEqual([at, reason]);
        const told = spanAt(list, now);
        expect([instant(told.opensAt), instant(told.closesAt)]).toEqual(span.map(instant));
      }
    },
  );

  it("of an older download have no windows", () => {
    const { opens_at, closes_at } = LIST;
    const older = { opens_at, closes_at };
    expect(windowReason(older, NOON)).toBeNull();
    expect(spanAt(older, NOON)).toEqual({ opensAt: null, closesAt: null });
  });

  it("are told with a verdict that was made without a connection", async () => {
    const hour = (hours: number): string => new Date(NOON + hours * 3_600_000).toISOString();
    const list = { ...LIST, windows: [{ opens_at: hour(1), closes_at: hour(2) }] };
    const view = viewOf(ATTENDEES, list, new Map(), NOON);
    const tickets = new Map(ATTENDEES.tickets.map((each) => [each.id, each]));
    const known = { setup: madeSetup(), attendees: ATTENDEES, view, tickets };
    const judged = await judgeHere({ kind: "ticket", ticketId: "t2", name: "" }, known, NOON);
    const shown = shownOf(judged, known, "s", NOON);
    expect([shown.reason, shown.opensAt, shown.closesAt]).toEqual(["not_yet", hour(1), hour(2)]);
  });
});

import { describe, expect, it } from "vitest";
import { barsOf, daysAhead, ticketsAt } from "./days";
import { withToday, type Day } from "./queries";

const day = (date: string, tickets: number): Day => ({
  day: date,
  tickets,
  placed: tickets,
  confirmed: tickets,
  revenue: [],
});

describe("days of sales", () => {
  it("have no gaps, and are the last ones", () => {
    const days = [day("2026-02-27", 4), day("2026-03-02", 1)];
    const bars = barsOf(days, 30);
    expect(bars).toHaveLength(14);
    expect(bars.slice(-4).map((bar) => [bar.day, bar.tickets])).toEqual([
      ["2026-02-27", 4],
      ["2026-02-28", 0],
      ["2026-03-01", 0],
      ["2026-03-02", 1],
    ]);
    expect(barsOf(days, 2).map((bar) => bar.day)).toEqual(["2026-03-01", "2026-03-02"]);
    expect(barsOf([], 30)).toEqual([]);
  });

  it("take today's figures from the stream, and no day without orders", () => {
    const days = [day("2026-03-01", 2), day("2026-03-02", 1)];
    expect(withToday(days, day("2026-03-02", 3)).map(({ tickets }) => tickets)).toEqual([2, 3]);
    expect(withToday(days, day("2026-03-03", 0))).toHaveLength(2);
  });

  it("say how far a former event was at the same distance from its start", () => {
    const days = [day("2026-01-01", 10), day("2026-01-10", 5), day("2026-01-20", 5)];
    expect(ticketsAt(days, "2026-01-30T18:00:00Z", 20)).toBe(15);
    expect(ticketsAt(days, "2026-01-30T18:00:00Z", -1)).toBe(20);
    expect(daysAhead("2026-01-30T18:00:00Z", Date.parse("2026-01-10T12:00:00Z"))).toBe(20);
  });
});

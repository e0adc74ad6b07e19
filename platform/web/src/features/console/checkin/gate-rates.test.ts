import { describe, expect, it } from "vitest";
import { gateRates, sampleOf, withSample, type Sample } from "./gate-rates";
import type { Figures } from "./queries";

const MINUTE = 60_000;
const part = (gate: string, entries: number, ticket_type_id = "type") => ({
  gate,
  entries,
  people: entries,
  ticket_type_id,
});
const figures = (...parts: ReturnType<typeof part>[]): Figures => ({
  lists: [
    {
      list_id: "list",
      name: "Everybody",
      session_ids: [],
      registered: null,
      entries: 0,
      overrides: 0,
      inside: null,
      capacity: null,
      parts,
    },
  ],
  valid: [],
});
const heard = (...said: readonly (readonly [number, number])[]): readonly Sample[] =>
  said.reduce<readonly Sample[]>(
    (before, [minute, entries]) =>
      withSample(before, sampleOf(figures(part("North", entries)), "list", minute * MINUTE)),
    [],
  );
const north = (samples: readonly Sample[], minute: number): number | undefined =>
  gateRates(samples, minute * MINUTE)[0]?.entries;

describe("what the gates did", () => {
  it("is counted from the first counts that were heard", () => {
    expect(north(heard([0, 100]), 0)).toBe(0);
    expect(north(heard([0, 100], [1, 107]), 1)).toBe(7);
  });

  it("is that of the last five minutes, also while nobody comes", () => {
    const samples = heard([0, 100], [3, 110], [6, 130]);
    expect(north(samples, 6)).toBe(30);
    expect(north(samples, 8)).toBe(20);
    expect(north(samples, 11)).toBe(0);
  });

  it("keeps no more than it takes to say so", () => {
    const samples = heard(...Array.from({ length: 60 }, (_, minute) => [minute, minute * 2] as const));
    expect(samples.length).toBeLessThanOrEqual(7);
    expect(north(samples, 59)).toBe(10);
  });

  it("is none less than none where check-ins were taken back", () => {
    expect(north(heard([0, 10], [1, 8]), 1)).toBe(0);
  });

  it("sums ticket types and tells gates apart, one that is new from its beginning", () => {
    const first = sampleOf(figures(part("North", 5), part("North", 2, "vip")), "list", 0);
    const then = sampleOf(figures(part("South", 3), part("North", 6), part("North", 4, "vip")), "list", MINUTE);
    expect(gateRates(withSample([first], then), MINUTE)).toEqual([
      { gate: "North", entries: 3 },
      { gate: "South", entries: 3 },
    ]);
  });

  it("begins anew with another list", () => {
    const other = { ...sampleOf(figures(part("North", 50)), "list", MINUTE), list: "other" };
    expect(gateRates(withSample(heard([0, 10]), other), MINUTE)).toEqual([{ gate: "North", entries: 0 }]);
    expect(gateRates([], 0)).toEqual([]);
  });
});

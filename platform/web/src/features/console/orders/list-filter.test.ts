import { dayOf, dayStart, nextDay } from "../parts/days";
import { isSameFilter, readFilter, writeFilter } from "../parts/address-filter";
import { describe, expect, it } from "vitest";
import { ORDER_FILTERS } from "./list-filter";

const read = (address: string) => readFilter(new URLSearchParams(address), ORDER_FILTERS);

describe("the filter of a list in the address", () => {
  it("is read, and what makes no sense is left out", () => {
    expect(read("state=confirmed&state=lost&amount_from=100&amount_to=x&checked_in=true&tag_id=7&q=ada")).toEqual({
      state: ["confirmed"],
      amount_from: 100,
      checked_in: true,
      q: "ada",
    });
  });

  it("comes back as it was written", () => {
    const filter = { state: ["confirmed", "cancelled"], placed_from: "2026-01-01T00:00:00Z", amount_to: 5 };
    expect(read(writeFilter(filter).toString())).toEqual(filter);
    expect(isSameFilter(filter, { ...filter, state: ["cancelled", "confirmed"] })).toBe(true);
    expect(isSameFilter(filter, {})).toBe(false);
  });
});

describe("a day on a clock", () => {
  it.each([
    ["2026-12-14", "Europe/Brussels", "2026-12-13T23:00:00.000Z"],
    ["2026-06-14", "Europe/Brussels", "2026-06-13T22:00:00.000Z"],
    ["2026-03-29", "Europe/Brussels", "2026-03-28T23:00:00.000Z"],
    ["2026-06-14", "Pacific/Auckland", "2026-06-13T12:00:00.000Z"],
  ])("%s in %s begins at %s", (day, zone, starts) => {
    expect(dayStart(day, zone)).toBe(starts);
    expect(dayOf(starts, zone)).toBe(day);
    expect(dayOf(dayStart(nextDay(day), zone), zone, true)).toBe(day);
  });
});

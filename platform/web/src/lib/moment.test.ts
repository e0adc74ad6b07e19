import { describe, expect, it } from "vitest";

import { formatCalendarDay, formatMoment, formatWeekday } from "./moment";

describe("days and times in the reader's language", () => {
  it("counts the days of the week from Monday", () => {
    const days = [1, 2, 3, 4, 5, 6, 7];
    expect(days.map((day) => formatWeekday(day, "en", "short"))).toEqual([
      "Mon",
      "Tue",
      "Wed",
      "Thu",
      "Fri",
      "Sat",
      "Sun",
    ]);
    expect([formatWeekday(1, "de"), formatWeekday(7, "de")]).toEqual(["Montag", "Sonntag"]);
  });

  it("writes a day of the calendar the same wherever the reader is", () => {
    const parts = { weekday: "short", day: "numeric", month: "short" } as const;
    expect(formatCalendarDay("2026-12-14", "en", parts)).toBe("Mon 14 Dec");
    expect(formatCalendarDay("2026-12-14", "de", parts)).toBe("Mo., 14. Dez.");
  });

  it("names a zone that British English only counts", () => {
    expect(formatMoment("2026-07-01T17:00:00Z", "America/New_York", "en", "time")).toBe("13:00 EDT");
  });
});

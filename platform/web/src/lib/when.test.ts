import { describe, expect, it } from "vitest";
import { formatWhen } from "./when";

const HERE = { timeZone: "Europe/Brussels", locale: "en", now: new Date("2026-03-01T12:00:00Z") };

describe("when an event is", () => {
  it.each([
    ["2026-12-14T17:00:00Z", "2026-12-14T20:30:00Z", "Mon 14 Dec, 18:00–21:30"],
    ["2026-12-14T17:00:00Z", "2026-12-15T01:00:00Z", "Mon 14 Dec, 18:00–02:00"],
    ["2026-12-14T08:00:00Z", "2026-12-15T17:00:00Z", "Mon 14 Dec, 09:00 – Tue 15 Dec, 18:00"],
    ["2027-05-03T17:00:00Z", null, "Mon 3 May 2027, 19:00"],
  ])("%s to %s reads %s", (starts, ends, text) => {
    expect(formatWhen(starts, ends, HERE)).toBe(text);
  });

  it("has the digits and the order of the reader's language", () => {
    expect(formatWhen("2026-12-14T17:00:00Z", null, { ...HERE, locale: "de" })).toBe("Mo., 14. Dez., 18:00");
  });
});

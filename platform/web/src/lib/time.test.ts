import { describe, expect, it } from "vitest";
import { announcedMinutes, formatCountdown, secondsLeft } from "./countdown";
import { directionOf, intlLocale, languageOf } from "./language";
import { formatMoment, clocksDiffer } from "./moment";

describe("the time that is left", () => {
  const now = Date.parse("2026-11-20T12:00:00Z");

  it("is whole seconds, never below nought, and nought for what is no time", () => {
    expect(secondsLeft("2026-11-20T12:00:09.3Z", now)).toBe(10);
    expect(secondsLeft("2026-11-20T12:00:00.1Z", now)).toBe(1);
    expect(secondsLeft("2026-11-20T11:59:00Z", now)).toBe(0);
    expect(secondsLeft("soon", now)).toBe(0);
  });

  it.each([
    [0, "0:00"],
    [65, "1:05"],
    [3600, "1:00:00"],
    [3725, "1:02:05"],
  ])("%i seconds reads %s", (seconds, text) => expect(formatCountdown(seconds)).toBe(text));

  it.each([
    [301, 300, 5],
    [300, 299, null],
    [400, 90, 2],
    [400, 30, 1],
    [Infinity, 240, 4],
    [Infinity, 600, null],
    [61, 0, null],
  ])("going from %d to %d seconds says %s", (before, after, minutes) =>
    expect(announcedMinutes(before, after)).toBe(minutes),
  );
});

it("ten minutes of a page that was a moment on its way begin at 10:00", () => {
  const arrived = Date.parse("2026-11-20T12:00:00Z") - 180;
  expect(formatCountdown(secondsLeft("2026-11-20T12:10:00Z", arrived))).toBe("10:00");
});

describe("languages", () => {
  it.each([
    ["de-CH", "de"],
    ["AR_eg", "ar"],
    ["nl", "en"],
    ["", "en"],
  ])("%s means %s", (tag, language) => expect(languageOf(tag)).toBe(language));

  it("know their direction and their digits", () => {
    expect([directionOf("ar-EG"), directionOf("so")]).toEqual(["rtl", "ltr"]);
    expect([intlLocale("ar"), intlLocale("ar-u-nu-latn"), intlLocale("hi")]).toEqual([
      "ar-u-nu-latn",
      "ar-u-nu-latn",
      "hi",
    ]);
  });
});

describe("a moment", () => {
  it("is told in the place's clock and the reader's language", () => {
    expect(formatMoment("2026-07-01T10:00:00Z", "Europe/Berlin", "de", "time")).toBe("12:00 MESZ");
    expect(formatMoment("2026-07-01T10:00:00Z", "Europe/Berlin", "fr", "date")).toBe("mercredi 1 juillet 2026");
  });

  it("differs elsewhere only if clocks do", () => {
    expect(clocksDiffer("2026-07-01T10:00:00Z", "Europe/Berlin", "Europe/Paris")).toBe(false);
    expect(clocksDiffer("2026-07-01T10:00:00Z", "Europe/Berlin", "Europe/Berlin")).toBe(false);
    expect(clocksDiffer("2026-07-01T10:00:00Z", "Europe/Berlin", "Asia/Kolkata")).toBe(true);
  });

  it.each([
    ["Europe/Brussels", "en", "Sunday 1 February 2026 at 10:00 CET"],
    ["America/New_York", "en", "Sunday 1 February 2026 at 04:00 EST"],
    ["Asia/Kolkata", "en", "Sunday 1 February 2026 at 14:30 GMT+5:30"],
    ["Europe/Brussels", "de", "Sonntag, 1. Februar 2026 um 10:00 MEZ"],
  ])("a day stands before its month, and zones have names: %s, %s", (zone, locale, text) =>
    expect(formatMoment("2026-02-01T09:00:00Z", zone, locale, "full")).toBe(text),
  );
});

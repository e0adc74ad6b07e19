import { describe, expect, it } from "vitest";
import { formOf, isLastOfMonth, newRule, nthOf, problemsOf, readRule, ruleOf, weekdayOf } from "./rule";

const MONDAY = "2026-12-14T18:00";

describe("the rule of a series", () => {
  it("knows the day it begins on", () => {
    expect([weekdayOf(MONDAY), nthOf(MONDAY), isLastOfMonth(MONDAY)]).toEqual(["MO", 2, false]);
    expect([weekdayOf("2026-11-29T23:30"), nthOf("2026-11-29"), isLastOfMonth("2026-11-29")]).toEqual(["SU", 5, true]);
  });

  it("is written as the form says, always with the event's own weekday", () => {
    const form = newRule(MONDAY);
    expect(ruleOf(form, MONDAY)).toBe("FREQ=WEEKLY;BYDAY=MO;COUNT=10");
    expect(ruleOf({ ...form, interval: "2", weekdays: ["TH"], ends: "until", until: "2027-02-01" }, MONDAY)).toBe(
      "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20270201",
    );
    expect(ruleOf({ ...form, frequency: "MONTHLY", monthly: "nth" }, MONDAY)).toBe("FREQ=MONTHLY;BYDAY=2MO;COUNT=10");
    expect(ruleOf({ ...form, frequency: "MONTHLY", monthly: "last" }, MONDAY)).toContain("BYDAY=-1MO");
    expect(ruleOf({ ...form, frequency: "YEARLY", count: "3" }, MONDAY)).toBe("FREQ=YEARLY;COUNT=3");
  });

  it.each(["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20270201", "FREQ=MONTHLY;BYDAY=-1MO;COUNT=4"])(
    "is read as it was written: %s",
    (rule) => expect(ruleOf(formOf(rule, [], MONDAY), MONDAY)).toBe(rule),
  );

  it("is not guessed where it says more than the form", () => {
    expect(readRule("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1;COUNT=4")).toBeNull();
    expect(readRule("FREQ=DAILY;BYDAY=MO;COUNT=4")).toBeNull();
    expect(formOf("FREQ=MONTHLY;BYMONTHDAY=1;COUNT=4", [], MONDAY)).toEqual(newRule(MONDAY));
  });

  it("names the numbers that cannot be", () => {
    const form = { ...newRule(MONDAY), interval: "0", count: "501" };
    expect([...problemsOf(form, MONDAY).keys()]).toEqual(["interval", "count"]);
    expect([...problemsOf({ ...form, ends: "until", until: "2026-12-13" }, MONDAY).keys()]).toEqual([
      "interval",
      "until",
    ]);
  });
});

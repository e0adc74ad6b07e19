import { describe, expect, it } from "vitest";
import { stockLabel as say, nextDelay, type Words } from "./availability";
import { localTimeText } from "./local-time";

const words: Words = { few: "Only # left", left: "# left", none: "Sold out", some: "Available" };

describe("live availability", () => {
  it.each([
    ["sold_out", 0, "Sold out", "bad"],
    ["few", 3, "Only 3 left", "warm"],
    ["available", 120, "120 left", "good"],
    ["available", null, "Available", "good"],
  ])("%s with %s left says “%s”", (state, remaining, text, tone) => {
    expect(say({ id: "a", state, remaining }, words)).toEqual({ text, tone });
  });

  it("leaves the server's words where the sale has not begun", () => {
    expect(say({ id: "a", state: "not_yet", remaining: null }, words)).toBeNull();
  });

  it("asks less often while the server fails, but never gives up", () => {
    expect([0, 1, 2, 10].map(nextDelay)).toEqual([10_000, 20_000, 40_000, 300_000]);
  });
});

describe("the reader's own time", () => {
  const [from, until] = ["2024-02-03T09:30:00+01:00", "2024-02-03T17:00:00+01:00"] as const;

  it("is not said where both clocks agree", () => {
    expect(localTimeText(from, until, "Europe/Brussels", "Europe/Paris", "en")).toBeNull();
  });

  it("is said in the reader's zone where they differ, as the event's own time is", () => {
    expect(localTimeText(from, until, "Europe/Brussels", "America/New_York", "en")).toBe("Sat 3 Feb 2024, 03:30–11:00");
  });
});

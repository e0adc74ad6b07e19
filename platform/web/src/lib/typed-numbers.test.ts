import { describe, expect, it } from "vitest";
import { amountOf, basisPointsOf, isWhole, minorOf, percentOf } from "./typed-numbers";

describe("a price as it is typed", () => {
  it.each([
    ["", 2, 0],
    ["25", 2, 2500],
    ["25.5", 2, 2550],
    ["25,50", 2, 2550],
    ["500", 0, 500],
    ["1.234", 3, 1234],
    ["5.5", 0, null],
    ["25.505", 2, null],
    ["-3", 2, null],
    ["a lot", 2, null],
  ])("%j with %i digits is %s", (typed, digits, minor) => {
    expect(minorOf(typed, digits)).toBe(minor);
  });
});

describe("what fields show", () => {
  it("is an amount without needless zeros, and a percentage", () => {
    expect([amountOf(2500, 2), amountOf(2550, 2), amountOf(500, 0), amountOf(1234, 3)]).toEqual([
      "25",
      "25.50",
      "500",
      "1.234",
    ]);
    expect([percentOf(0), percentOf(810), basisPointsOf("8,1"), basisPointsOf("101"), basisPointsOf("x")]).toEqual([
      "",
      "8.1",
      810,
      null,
      null,
    ]);
    expect(["12", "0", "1.5", "", "-1"].map(isWhole)).toEqual([true, true, false, false, false]);
  });
});

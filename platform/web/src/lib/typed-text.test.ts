import { describe, expect, it } from "vitest";
import { plainCode, plainNumber, plainOrderNumber, plainPhone, plainSigns, typedNumber, visible } from "./typed-text";
import cases from "./typed-text.json";

const READERS = {
  codes: plainCode,
  numbers: plainNumber,
  order_numbers: plainOrderNumber,
  phones: plainPhone,
  addresses: plainSigns,
  shown: visible,
} as const;
const KINDS = ["codes", "numbers", "order_numbers", "phones", "addresses", "shown"] as const;

describe.each(KINDS)("of %s", (kind) => {
  const pairs = cases[kind].map(([typed = "", meant = ""]) => [typed, meant] as const);
  it.each(pairs)("%j is %j", (typed, meant) => expect(READERS[kind](typed)).toBe(meant));
});

describe("a number while it is typed", () => {
  it.each([
    ["12,", "12,"],
    ["1 500", "1500"],
    ["١٢٫", "12."],
  ])("%j is %j", (typed, shown) => expect(typedNumber(typed)).toBe(shown));
});

describe("digits", () => {
  it("are read in every script that has them", () => {
    const systems = Intl.supportedValuesOf("numberingSystem");
    const shown = systems
      .map((system) => new Intl.NumberFormat(`en-u-nu-${system}`, { useGrouping: false }).format(9_876_543_210))
      .filter((each) => /^\p{Nd}+$/u.test(each));
    expect(shown.length).toBeGreaterThan(50);
    expect(new Set(shown.map(plainCode))).toEqual(new Set(["9876543210"]));
  });
});

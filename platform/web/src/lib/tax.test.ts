import { expect, it } from "vitest";
import { withTax, withoutTax } from "./tax";

const EUROS = { taxBp: 1900, digits: 2 };

it("adds the tax to one unit, halves up", () => {
  expect(withTax(10_000, EUROS)).toBe(11_900);
  expect(withTax(999, EUROS)).toBe(1189);
  expect(withTax(50, { taxBp: 1000, digits: 2 })).toBe(55);
  expect(withTax(5, { taxBp: 1000, digits: 2 })).toBe(6);
  expect(withTax(0, EUROS)).toBe(0);
});

it("keeps dinars payable", () => {
  expect(withTax(10_010, { taxBp: 500, digits: 3 })).toBe(10_510);
});

it("finds the net price again", () => {
  for (const taxBp of [1, 500, 700, 825, 1900, 2500, 10_000])
    for (let net = 0; net < 2000; net += 7) expect(withoutTax(withTax(net, { taxBp, digits: 2 }), taxBp)).toBe(net);
});

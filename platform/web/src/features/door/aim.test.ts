import { expect, test } from "vitest";
import { Aim, seenAt, type SeenCode } from "./aim";
import vector from "./code-vector.json";

const near = (text: string, distance: number): SeenCode => ({ text, distance });

test("the only code is meant wherever it is", () => {
  expect(new Aim().at([near("A", 0.6)], 0)).toEqual({ text: "A", isCrowded: false });
  expect(new Aim().at([], 0)).toEqual({ text: null, isCrowded: false });
});

test("of two codes neither is meant when both are near the middle, or both are far", () => {
  for (const [one, other] of [
    [0.1, 0.25],
    [0.25, 0.25],
    [0.4, 0.9],
  ] as const) {
    expect(new Aim().at([near("A", one), near("B", other)], 0)).toEqual({ text: null, isCrowded: true });
  }
});

test("the code in the frame is meant when the other is clearly farther away", () => {
  const codes = [near("B", 0.6), near("A", 0.1)];
  expect(new Aim().at(codes, 0)).toEqual({ text: "A", isCrowded: false });
});

test("two symbols of one ticket are one code", () => {
  const seen = [near(vector.code, 0.2), near(vector.barcode_number, 0.3)];
  expect(new Aim().at(seen, 0)).toEqual({ text: vector.code, isCrowded: false });
});

test("a picture that shows one of two codes admits nobody until it was alone for a while", () => {
  const aim = new Aim();
  expect(aim.at([near("A", 0.2), near("B", 0.2)], 1000).isCrowded).toBe(true);
  expect(aim.at([near("B", 0.2)], 1090)).toEqual({ text: null, isCrowded: true });
  expect(aim.at([], 1180)).toEqual({ text: null, isCrowded: true });
  expect(aim.at([near("A", 0.2)], 2000)).toEqual({ text: "A", isCrowded: false });
});

test("distances are shares of the shorter side", () => {
  expect(seenAt("A", 320, 240, 640, 480).distance).toBe(0);
  expect(seenAt("A", 640, 240, 640, 480).distance).toBeCloseTo(320 / 480);
});

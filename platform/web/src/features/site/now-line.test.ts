import { describe, expect, it } from "vitest";
import { placeOf } from "./now-line";

describe("where now is in the table of rooms", () => {
  it.each([
    [90, null],
    [100, { row: 0, part: 0 }],
    [150, { row: 0, part: 0.5 }],
    [225, { row: 1, part: 0.25 }],
    [300, null],
  ])("%s → %o", (now, place) => {
    expect(placeOf([100, 200], 300, now)).toEqual(place);
  });
});

import { expect, it } from "vitest";
import { nearAddress } from "./near";

it("says only roughly where somebody is", () => {
  expect(nearAddress(50.850346, 4.351721)).toBe("/events?near=50.85,4.35&sort=distance");
});

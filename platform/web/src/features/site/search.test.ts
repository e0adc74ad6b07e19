import { describe, expect, it } from "vitest";
import { nearAddress } from "./near";
import { isOwnPath, nextPlace } from "./suggest";

describe("suggestions", () => {
  it.each([
    [-1, 3, "ArrowDown", 0],
    [2, 3, "ArrowDown", -1],
    [-1, 3, "ArrowUp", 2],
    [0, 3, "ArrowUp", -1],
    [1, 0, "ArrowDown", -1],
    [1, 3, "a", 1],
  ])("from %i of %i by %s to %i", (place, count, key, expected) => {
    expect(nextPlace(place, count, key)).toBe(expected);
  });

  it.each([
    ["/org/event", true],
    ["//evil.example", false],
    ["/\\evil.example", false],
    ["javascript:alert(1)", false],
    ["https://evil.example", false],
  ])("follows %s: %s", (url, expected) => {
    expect(isOwnPath(url)).toBe(expected);
  });
});

it("says only roughly where somebody is", () => {
  expect(nearAddress(50.850346, 4.351721)).toBe("/events?near=50.85,4.35&sort=distance");
});

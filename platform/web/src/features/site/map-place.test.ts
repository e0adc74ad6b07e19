import { expect, test } from "vitest";
import { mayLoad } from "./map-place";
import { planOf } from "./map-plan";

const store = (kept: string | null) => ({ getItem: () => kept });

test("tiles of our own host need no consent, those of another exactly theirs", () => {
  expect(mayLoad("", store(null))).toBe(true);
  expect(mayLoad("tiles.example", store(null))).toBe(false);
  expect(mayLoad("tiles.example", store("other.example"))).toBe(false);
  expect(mayLoad("tiles.example", store("tiles.example"))).toBe(true);
});

test("a plan is what the server wrote, and nothing where that cannot be read", () => {
  const points = [{ latitude: 51, longitude: 3.7, title: "Hall", when: "", url: "" }];
  expect(planOf({ tiles: "https://t/{z}/{x}/{y}.png", points: JSON.stringify(points) })?.points).toEqual(points);
  expect(planOf({ tiles: "https://t/{z}/{x}/{y}.png", points: "[" })).toBeNull();
  expect(planOf({ points: "[]" })).toBeNull();
});

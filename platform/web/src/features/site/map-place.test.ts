import { expect, test } from "vitest";
import { mayLoad } from "./map-place";
import { planOf, spotsOf } from "./map-plan";

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

test("what takes place in one house has one pin", () => {
  const at = (latitude: number, title: string) => ({ latitude, longitude: 3.7, title, when: "", url: `/${title}` });
  const spots = spotsOf([at(51, "jazz"), at(50, "kites"), at(51.000001, "late")]);
  expect(spots.map((each) => each.points.map((point) => point.title))).toEqual([["jazz", "late"], ["kites"]]);
  expect(spotsOf([])).toEqual([]);
});

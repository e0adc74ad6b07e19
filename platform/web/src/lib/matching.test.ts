import { describe, expect, it } from "vitest";
import { matchesText } from "./matching";

describe("a name", () => {
  it.each([
    ["Österreich", "osterr", true],
    ["Côte d’Ivoire", "COTE", true],
    ["भारत", "भार", true],
    ["Norway", "way ", true],
    ["Søren Łukasz Þór", "soren lukasz thor", true],
    ["Weiß", "weiss", true],
    ["Aoife O’Neil–Byrne", "o'neil-byrne", true],
    ["Aoife O'Neil", "o’neil", true],
    ["IĞDIR", "iğdır", true],
    ["Norway", "sweden", false],
  ])("%s is found by %s: %s", (name, typed, found) => expect(matchesText(name, typed)).toBe(found));
});

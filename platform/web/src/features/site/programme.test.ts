import { describe, expect, it } from "vitest";
import { fold, layOut, matches, type Filter, type Item } from "./programme";

const item: Item = { day: "2024-02-03", track: "1", room: "7", text: fold("Über PostgreSQL und Müller, Łukasz") };
const none: Filter = { day: "", track: "", room: "", text: "" };

describe("the programme's filter", () => {
  it("takes everything when nothing is chosen", () => {
    expect(matches(item, none)).toBe(true);
  });

  it.each<[Partial<Filter>, boolean]>([
    [{ day: "2024-02-03" }, true],
    [{ day: "2024-02-04" }, false],
    [{ track: "1", room: "7" }, true],
    [{ track: "1", room: "8" }, false],
    [{ text: "postgresql muller" }, true],
    [{ text: "  MÜLLER  über " }, true],
    [{ text: "postgresql sqlite" }, false],
  ])("%j → %s", (part, expected) => {
    expect(matches(item, { ...none, ...part })).toBe(expected);
  });
});

describe("the grid of rooms", () => {
  it("gives each room with something on a column, in the programme's own order", () => {
    const { rooms, places } = layOut([
      { room: "10", start: 600, end: 660 },
      { room: "2", start: 630, end: 640 },
    ]);
    expect(rooms).toEqual(["2", "10"]);
    expect(places.map((place) => place.column)).toEqual([3, 2]);
  });

  it("starts at the first full hour and counts rows of five minutes", () => {
    const { firstHour, lastHour, places } = layOut([{ room: "0", start: 630, end: 655 }]);
    expect([firstHour, lastHour]).toEqual([10, 11]);
    expect(places).toEqual([{ column: 2, row: 8, span: 5 }]);
  });

  it("lets an item run past midnight", () => {
    const { lastHour, places } = layOut([{ room: "0", start: 23 * 60, end: 30 }]);
    expect(lastHour).toBe(25);
    expect(places[0]?.span).toBe(18);
  });

  it("shows even an item without length", () => {
    expect(layOut([{ room: "0", start: 600, end: 602 }]).places[0]?.span).toBe(1);
  });
});

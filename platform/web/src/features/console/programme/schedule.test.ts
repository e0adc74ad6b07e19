import { describe, expect, it } from "vitest";
import {
  clashesOf,
  columnsOf,
  daysOf,
  lanesOf,
  minutesOf,
  movedTo,
  nextStart,
  spanOf,
  spotOf,
  stepOf,
  within,
  spotAt,
} from "./schedule";
import { fieldsThatDiffer } from "../parts/fields";
import { bodyOf, changesOf, emptyForm, fieldOf, formOf, plainOf, problemsOf } from "./session-form";
import { HALL, LOFT, madeSession } from "./testing";

const KEYNOTE = madeSession({ id: "keynote" });
const LATE = madeSession({
  id: "late",
  starts_at: "2026-12-14T23:30:00Z",
  ends_at: "2026-12-15T00:15:00Z",
  starts_local: "2026-12-15T00:30:00",
  room_id: null,
});

describe("a session's place on the grid", () => {
  it("is counted from the midnight that begins its day, past the next one too", () => {
    expect(spotOf(KEYNOTE)).toEqual({ day: "2026-12-14", start: 600, room: "hall" });
    expect(spotOf(LATE).start).toBe(24 * 60 + 30);
    expect(spanOf([KEYNOTE, LATE])).toEqual({ from: 540, to: 27 * 60 });
  });

  it("moves with its length, over a change of clocks too", () => {
    const moved = movedTo(KEYNOTE, { day: "2026-12-14", start: 615, room: "loft" }, "Europe/Brussels");
    expect([moved.starts_at, moved.ends_at, moved.room_id]).toEqual([
      "2026-12-14T09:15:00.000Z",
      "2026-12-14T10:00:00.000Z",
      "loft",
    ]);
    expect(moved.ends_local).toBe("2026-12-14T11:00:00");
    const spring = movedTo(KEYNOTE, { day: "2026-03-29", start: 600, room: null }, "Europe/Brussels");
    expect([spring.starts_at, minutesOf(spring.ends_local, "2026-03-29")]).toEqual(["2026-03-29T08:00:00.000Z", 645]);
  });

  it("is beside those at once in the same room, and not beside others", () => {
    const second = madeSession({ id: "second", starts_at: "2026-12-14T09:30:00Z", ends_at: "2026-12-14T10:30:00Z" });
    const third = madeSession({ id: "third", starts_at: "2026-12-14T09:45:00Z", ends_at: "2026-12-14T11:00:00Z" });
    const lanes = lanesOf([second, KEYNOTE, third, madeSession({ id: "elsewhere", room_id: "loft" })]);
    expect(lanes.get("keynote")).toEqual({ lane: 0, lanes: 2 });
    expect(lanes.get("second")).toEqual({ lane: 1, lanes: 2 });
    expect(lanes.get("third")).toEqual({ lane: 0, lanes: 2 });
    expect(lanes.get("elsewhere")).toEqual({ lane: 0, lanes: 1 });
    const short = madeSession({ id: "short", ends_at: "2026-12-14T09:05:00Z" });
    const next = madeSession({ id: "next", starts_at: "2026-12-14T09:05:00Z", ends_at: "2026-12-14T09:10:00Z" });
    expect(lanesOf([short, next]).get("next")).toEqual({ lane: 1, lanes: 2 });
  });

  it("is told by keys: time, room in the direction of reading, and day", () => {
    const way = { columns: [HALL, LOFT, null], days: ["2026-12-14", "2026-12-15"], direction: "ltr" as const };
    const spot = spotOf(KEYNOTE);
    const press = (key: string, shiftKey = false, at = way) => stepOf({ key, shiftKey }, spot, at);
    expect(press("ArrowDown")?.start).toBe(605);
    expect(press("ArrowUp", true)?.start).toBe(540);
    expect(press("ArrowRight")?.room).toBe("loft");
    expect(press("ArrowRight", false, { ...way, direction: "rtl" as never })?.room).toBe("hall");
    expect(press("PageDown")?.day).toBe("2026-12-15");
    expect(press("PageUp")?.day).toBe("2026-12-14");
    expect(press("a")).toBeNull();
    expect([within(10), within(5000)]).toEqual([300, 1735]);
  });
});

describe("a session that is dragged", () => {
  it("is in the room and at the time under the pointer, and keeps its room beside the grid", () => {
    const drawn = { top: 100, step: 10, edges: [64, 224, 224, 384], span: { from: 540, to: 720 } };
    const spot = spotOf(KEYNOTE);
    expect(spotAt(spot, { x: 300, y: 224 }, [HALL, LOFT], drawn)).toEqual({ ...spot, room: "loft", start: 600 });
    expect(spotAt(spot, { x: 10, y: -300 }, [HALL, LOFT], drawn)).toEqual({ ...spot, start: 540 });
    expect(spotAt(spot, { x: 300, y: 100 }, [HALL, null], drawn).room).toBeNull();
  });
});

describe("a day of the programme", () => {
  it("is one of the event's, or one that has sessions", () => {
    expect(daysOf([], "2026-12-14T18:00:00", "2026-12-16T02:00:00")).toEqual(["2026-12-14", "2026-12-15"]);
    expect(daysOf([KEYNOTE], "2026-12-15T09:00:00", null)).toEqual(["2026-12-14", "2026-12-15"]);
    expect(daysOf([], null, null)).toEqual([]);
  });

  it("has a column for what stands in no room where there is such a session", () => {
    expect(columnsOf([HALL], [KEYNOTE])).toEqual([HALL]);
    expect(columnsOf([HALL], [LATE])).toEqual([HALL, null]);
    expect(columnsOf([], [])).toEqual([null]);
  });

  it("begins its next session after the last one, or with the event", () => {
    expect(nextStart([KEYNOTE], "2026-12-14", null)).toBe(645);
    expect(nextStart([], "2026-12-14", "2026-12-14T18:00:00")).toBe(1080);
    expect(nextStart([], "2026-12-14", "2026-12-14T03:02:00")).toBe(300);
    expect(nextStart([], "2026-12-14", "2026-12-14T18:02:00")).toBe(1085);
    expect(nextStart([], "2026-12-15", "2026-12-14T18:00:00")).toBe(540);
  });
});

describe("a clash", () => {
  it("is a room or a speaker at once, and never with what is called off", () => {
    const other = madeSession({ id: "other", speaker_ids: ["ada"], speaker_roles: [""] });
    const both = clashesOf({ ...KEYNOTE, speaker_ids: ["ada"] }, [KEYNOTE, other]);
    expect(both.map(({ kind, resource_id }) => [kind, resource_id])).toEqual([
      ["room", "hall"],
      ["speaker", "ada"],
    ]);
    expect(clashesOf(KEYNOTE, [{ ...other, state: "cancelled" }])).toEqual([]);
    expect(clashesOf({ ...KEYNOTE, state: "cancelled" }, [other])).toEqual([]);
    const after = madeSession({ id: "after", starts_at: KEYNOTE.ends_at, ends_at: "2026-12-14T11:00:00Z" });
    expect(clashesOf(KEYNOTE, [after])).toEqual([]);
  });
});

describe("the form of a session", () => {
  const zone = "Europe/Brussels";

  it("says what changed in the words of the API, and nothing else", () => {
    const base = formOf(KEYNOTE, zone);
    const form = { ...base, ends: "2026-12-14T11:00", tags: "art,  light, art", track: "", capacity: "30" };
    expect(changesOf(form, fieldsThatDiffer(base, form), zone)).toEqual({
      ends_at: "2026-12-14T10:00:00.000Z",
      tags: ["art", "light"],
      capacity: 30,
    });
    expect(changesOf({ ...form, cancelled: true }, ["cancelled"], zone)).toEqual({ state: "cancelled" });
  });

  it("finds what is missing before it is sent", () => {
    const form = { ...emptyForm("2026-12-14T10:00", "2026-12-14T10:00", null), track: "new", registers: true };
    expect([...problemsOf(form).keys()]).toEqual(["title", "ends", "newTrack", "capacity"]);
    const body = bodyOf({ ...form, title: " Keynote ", ends: "2026-12-14T11:00" }, zone);
    expect(body).toMatchObject({ title: "Keynote", room_id: null, starts_at: "2026-12-14T09:00:00.000Z" });
    expect("state" in body).toBe(false);
  });

  it("shows paragraphs as plain text, and richer text as it is kept", () => {
    expect(plainOf("<p>Light &amp; glass<br>by hand</p><p>Bring a coat</p>")).toBe(
      "Light & glass\nby hand\n\nBring a coat",
    );
    expect(plainOf("<p>A <em>lantern</em></p>")).toBe("<p>A <em>lantern</em></p>");
  });

  it("knows which field a pointer means", () => {
    expect([fieldOf("/speaker_ids/0"), fieldOf("/ends_at"), fieldOf("/nothing")]).toEqual(["speakers", "ends", null]);
  });
});

import { describe, expect, it } from "vitest";
import { nextSession, sessionsToday, type DoorSession } from "./sessions";
import { LIST, madeSetup, NOON } from "./testing";

const MINUTE = 60_000;
const at = (minutes: number): string => new Date(NOON + minutes * MINUTE).toISOString();
const made = (id: string, starts: number, ends: number, room_id: string | null = "r"): DoorSession => ({
  list_id: id,
  title: id,
  starts_at: at(starts),
  ends_at: at(ends),
  room_id,
});
const setupOf = (...sessions: readonly DoorSession[]) => ({ ...madeSetup(), sessions: [...sessions] });
const ids = (sessions: readonly DoorSession[]): string[] => sessions.map(({ list_id: id }) => id);

describe("the sessions of a door", () => {
  const setup = setupOf(
    made("evening", 300, 360),
    made("over", -120, -60),
    made("now", -10, 50),
    made("tomorrow", 1440, 1500),
    made("through the night", -1000, 20),
    made("yesterday", -1000, -940),
  );

  it("are those of today, the soonest first and those that are over last", () => {
    expect(ids(sessionsToday(setup, NOON))).toEqual(["through the night", "now", "evening", "over"]);
  });

  it("are days of the event's zone", () => {
    const late = setupOf(made("late", 650, 680));
    expect(ids(sessionsToday(late, NOON))).toEqual(["late"]); // 22:50 UTC is 23:50 in Brussels
    expect(ids(sessionsToday(late, NOON - 780 * MINUTE))).toEqual(["late"]); // 23:00 UTC is midnight there
    expect(ids(sessionsToday(late, NOON - 781 * MINUTE))).toEqual([]);
  });

  it("are none in what an older version kept", () => {
    const { sessions: _sessions, ...older } = setup;
    expect(_sessions).toHaveLength(6);
    expect(sessionsToday(older as typeof setup, NOON)).toEqual([]);
    expect(nextSession(older as typeof setup, "now", NOON)).toBeNull();
  });
});

describe("the next session", () => {
  const setup = setupOf(
    made("first", 0, 60),
    made("second", 75, 120),
    made("elsewhere", 61, 90, "other"),
    made("third", 150, 200),
  );

  it.each([
    ["first", 10, null],
    ["first", 44, null],
    ["first", 45, "second"],
    ["first", 60, "second"],
    ["first", 121, "third"],
    ["second", 119, null],
    ["second", 120, "third"],
    ["third", 200, null],
    ["elsewhere", 95, null],
    [LIST.id, 45, null],
  ])("after %s, %i minutes on, is %s", (list, minutes, expected) => {
    expect(nextSession(setup, list, NOON + minutes * MINUTE)?.list_id ?? null).toBe(expected);
  });

  it("may be in any room where no room is known", () => {
    const roomless = setupOf(made("first", 0, 60, null), made("elsewhere", 61, 90, "other"));
    expect(nextSession(roomless, "first", NOON + 60 * MINUTE)?.list_id).toBe("elsewhere");
  });
});

import { describe, expect, it } from "vitest";
import { instantIn, localIn } from "./zoned";

describe("a wall-clock time", () => {
  it.each([
    ["2026-12-14T18:00", "Europe/Brussels", "2026-12-14T17:00:00.000Z"],
    ["2026-07-01T00:30", "Asia/Kolkata", "2026-06-30T19:00:00.000Z"],
    ["2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
    ["2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00.000Z"],
    ["2026-11-01T00:30", "America/New_York", "2026-11-01T04:30:00.000Z"],
  ])("%s in %s is %s", (local, zone, instant) => expect(instantIn(local, zone)).toBe(instant));

  it("comes back as it was, and is nothing for nothing", () => {
    expect(localIn("2026-12-14T17:00:00Z", "Europe/Brussels")).toBe("2026-12-14T18:00");
    expect([localIn(null, "UTC"), instantIn("", "UTC"), instantIn("soon", "UTC")]).toEqual(["", null, null]);
  });
});

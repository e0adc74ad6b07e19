import { describe, expect, it, vi } from "vitest";
import { clockSkew, needsCountdown, pageArrivedAt } from "./clock";

describe("the server's clock", () => {
  it("is told by when the page was written and when it came", () => {
    expect(clockSkew("2027-02-03T10:00:00Z", Date.parse("2027-02-03T09:58:30Z"))).toBe(90_000);
  });

  it.each([undefined, "", "soon"])("is this device's where the page says %j", (said) => {
    expect(clockSkew(said, 5)).toBe(0);
  });

  it("is compared with this device's as it goes now, though it was set anew since the page began", () => {
    const now = Date.parse("2027-02-03T10:00:00Z");
    vi.spyOn(Date, "now").mockReturnValue(now);
    vi.spyOn(performance, "now").mockReturnValue(1500);
    vi.spyOn(performance, "getEntriesByType").mockReturnValue([]);
    expect(pageArrivedAt()).toBe(now - 1500);
    vi.restoreAllMocks();
  });

  it("gives a countdown to holds of minutes and not to those of days", () => {
    const now = Date.parse("2027-02-03T10:00:00Z");
    expect([needsCountdown("2027-02-03T10:15:00Z", now), needsCountdown("2027-02-05T10:00:00Z", now)]).toEqual([
      true,
      false,
    ]);
  });
});

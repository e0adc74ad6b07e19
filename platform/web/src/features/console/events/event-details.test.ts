import { describe, expect, it } from "vitest";
import { madeEvent } from "../made";
import { changeOf, detailsFieldOf, detailsOf, differences } from "./event-details";

const EVENT = madeEvent();
const FORM = detailsOf(EVENT);

describe("the details of an event", () => {
  it("are shown on the event's own clock", () => {
    expect([FORM.starts, FORM.ends]).toEqual(["2026-12-14T18:00", "2026-12-14T21:30"]);
  });

  it("ask the API for what changed and nothing else", () => {
    const changed = { ...FORM, title: " Night of Lanterns ", contactEmail: "" };
    expect(changeOf(changed, differences(FORM, changed), EVENT)).toEqual({ title: "Night of Lanterns" });
  });

  it("keep the rest of an address when its name changes", () => {
    const there = madeEvent({
      location: {
        name: "Hall",
        street: "Quay 1",
        city: "Ghent",
        region: "",
        postal_code: "9000",
        country: "BE",
        latitude: null,
        longitude: null,
      },
    });
    const changed = { ...detailsOf(there), place: "Harbour Hall" };
    expect(changeOf(changed, differences(detailsOf(there), changed), there).location).toMatchObject({
      name: "Harbour Hall",
      street: "Quay 1",
      country: "BE",
    });
  });

  it("know the field that the server names", () => {
    expect(detailsFieldOf("/location/country")).toBe("place");
    expect(detailsFieldOf("/colour")).toBeNull();
  });
});

// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { fieldOf, problemsOf, usualEnd, type NewEventForm } from "./new-event";

const FORM: NewEventForm = {
  title: "Lantern Night",
  starts: "2026-12-14T18:00",
  ends: "2026-12-14T21:00",
  timeZone: "Europe/Brussels",
  kind: "in_person",
  place: "Quay 1",
  city: "Ghent",
  onlineUrl: "",
  ticket: "Admission",
  price: "",
  currency: "EUR",
  capacity: "100",
};

it("an event usually ends three hours after it starts, past midnight too", () => {
  expect(usualEnd("2026-12-14T18:00")).toBe("2026-12-14T21:00");
  expect(usualEnd("2026-12-31T23:00")).toBe("2027-01-01T02:00");
  expect(usualEnd("")).toBe("");
});

describe("what is wrong with a new event", () => {
  it("is nothing where all is well", () => {
    expect(problemsOf(FORM, 2, true)).toEqual({});
  });

  it("is named by field", () => {
    const wrong = { ...FORM, title: " ", ends: "2026-12-14T17:00", price: "x", capacity: "0" };
    expect(Object.keys(problemsOf(wrong, 2, true))).toEqual(["title", "ends", "price", "capacity"]);
    expect(Object.keys(problemsOf(wrong, 2, false))).toEqual(["title", "ends"]);
  });

  it("is put at the field that the server names", () => {
    expect(fieldOf("/starts_at")).toBe("starts");
    expect(fieldOf("/location/country")).toBe("place");
    expect(fieldOf("/colour")).toBeNull();
  });
});

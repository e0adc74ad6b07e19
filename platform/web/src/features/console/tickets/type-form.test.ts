// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { madeEvent } from "../made";
import { timelineOf } from "./sale";
import { bodyOf, changesOf, emptyForm, fieldOf, problemsOf, type TicketType } from "./type-form";

const PLACE = { timeZone: "Europe/Brussels", digits: 2 };
const NEW = { ...emptyForm("EUR"), name: "Early bird", price: "25" };

describe("a ticket type as a form", () => {
  it("says only what fits what is sold", () => {
    expect(bodyOf(NEW, "hall", PLACE)).not.toHaveProperty("maximum_per_ticket");
    const bundle = { ...NEW, soldAs: "bundle", pool: "none", places: "0", parts: { a: "2", b: "" } } as const;
    expect(bodyOf(bundle, null, PLACE)).toMatchObject({ pool_id: null, parts: [{ ticket_type_id: "a", quantity: 2 }] });
    expect(bodyOf(bundle, null, PLACE)).not.toHaveProperty("places");
  });

  it("sends times of the event's clock, and nothing for an empty one", () => {
    const form = { ...NEW, starts: "2026-12-14T18:00" };
    expect(changesOf(form, ["starts", "ends"], PLACE)).toEqual({
      sales_start_at: "2026-12-14T17:00:00.000Z",
      sales_end_at: null,
    });
  });

  it("names what is wrong by field", () => {
    const wrong = {
      ...NEW,
      name: " ",
      price: "",
      tax: "119",
      capacity: "x",
      starts: "2026-02-02T10:00",
      ends: "2026-02-01T10:00",
    };
    expect([...problemsOf(wrong, PLACE).keys()]).toEqual(["name", "price", "tax", "capacity", "ends"]);
    expect([...problemsOf({ ...NEW, soldAs: "add_on" }, PLACE).values()]).toEqual(["hosts"]);
    expect([fieldOf("/parts/0/quantity"), fieldOf("/else")]).toEqual(["parts", null]);
  });
});

it("windows of sale are parts of one line from the first start to the event", () => {
  const event = madeEvent({ starts_at: "2026-01-11T00:00:00Z", ends_at: "2026-01-11T00:00:00Z" });
  const type = { id: "a", sales_start_at: null, sales_end_at: "2026-01-06T00:00:00Z" } as TicketType;
  const line = timelineOf([type], event, Date.parse("2026-01-01T00:00:00Z"));
  expect(line?.spans.get("a")).toMatchObject({ from: 0, openStart: true, openEnd: false });
  expect(line?.spans.get("a")?.to).toBeCloseTo(0.5);
  expect(timelineOf([], event, 0)).toBeNull();
});

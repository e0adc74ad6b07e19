import { describe, expect, it } from "vitest";
import { checkAttendees, checkBuyer, counted, fieldFor, linesOf, mostOf, seat, seatsOf, step, timeLeft, totalOf, type Offer } from "./model";

const offer = (part: Partial<Offer> = {}): Offer => ({
  ticketTypeId: "a",
  name: "Seat",
  description: "",
  priceMinor: 1050,
  currency: "EUR",
  digits: 2,
  minimum: 1,
  maximum: 10,
  remaining: null,
  isOnSale: true,
  ...part,
});

describe("choosing tickets", () => {
  it.each([
    [offer(), 10],
    [offer({ remaining: 3 }), 3],
    [offer({ remaining: 0 }), 0],
    [offer({ isOnSale: false }), 0],
  ])("never offers more than there is", (given, most) => {
    expect(mostOf(given)).toBe(most);
  });

  it("jumps from nothing to the minimum and from the minimum to nothing", () => {
    const table = offer({ minimum: 4 });
    expect(step(table, 0, 1)).toBe(4);
    expect(step(table, 4, 1)).toBe(5);
    expect(step(table, 4, -1)).toBe(0);
    expect(step(table, 10, 1)).toBe(10);
  });

  it("adds up in whole minor units and leaves out what is not taken", () => {
    const basket = new Map([["a", 3], ["b", 0]]);
    expect(totalOf([offer(), offer({ ticketTypeId: "b" })], basket)).toBe(3150);
    expect(linesOf(basket)).toEqual([{ ticket_type_id: "a", quantity: 3 }]);
  });

  it("takes over what is left now", () => {
    const offers = [offer(), offer({ ticketTypeId: "b" }), offer({ ticketTypeId: "c" })];
    const stock = [{ id: "a", state: "sold_out", remaining: 0 }, { id: "b", state: "few", remaining: 2 }];
    expect(counted(offers, stock).map(mostOf)).toEqual([0, 2, 10]);
    expect(counted(offers, [{ id: "a", state: "paused", remaining: null }]).map(mostOf)[0]).toBe(0);
  });

  it("asks for one attendee per ticket, in the order of the lines", () => {
    expect(seatsOf([{ ticket_type_id: "a", quantity: 2 }, { ticket_type_id: "b", quantity: 1 }])).toEqual(["a", "a", "b"]);
  });
});

describe("the server's errors", () => {
  const lines = [{ ticket_type_id: "x", quantity: 1 }, { ticket_type_id: "y", quantity: 2 }];
  it.each([
    ["/buyer/email", "buyer-email"],
    ["/buyer_name", "buyer-name"],
    ["/attendees/2/name", "attendee-2-name"],
    ["/lines/1/quantity", "quantity-y"],
    ["/lines/1", "quantity-y"],
    ["/lines/9/quantity", null],
    ["/event_id", null],
  ])("%s stands at %s", (pointer, id) => {
    expect(fieldFor(pointer, lines)).toBe(id);
  });
});

describe("the form", () => {
  it("is content with a name and an address", () => {
    expect(checkBuyer({ name: "Hodan", email: "h@example.org", locale: "en" }).size).toBe(0);
  });

  it("says what is missing in the words of the server", () => {
    expect(Object.fromEntries(checkBuyer({ name: " ", email: "nobody", locale: "en" }))).toEqual({
      "buyer-name": "Please enter your name",
      "buyer-email": "Please enter a valid email address",
    });
    expect([...checkAttendees([{ ticket_type_id: "a", name: "x" }, { ticket_type_id: "a", name: "" }]).keys()]).toEqual(["attendee-1-name"]);
  });
});

describe("who sits where", () => {
  const lines = [{ ticket_type_id: "a", quantity: 2 }, { ticket_type_id: "b", quantity: 1 }];

  it("gives the buyer the first ticket", () => {
    expect(seat(lines, "Hodan", []).map((each) => each.name)).toEqual(["Hodan", "", ""]);
  });

  it("keeps the names that were written, by ticket type", () => {
    const before = [{ ticket_type_id: "b", name: "Zoë" }, { ticket_type_id: "a", name: "Ali" }];
    expect(seat(lines, "Hodan", before).map((each) => each.name)).toEqual(["Ali", "", "Zoë"]);
  });
});

describe("the countdown", () => {
  const end = "2024-02-03T10:10:00Z";
  const at = (clock: string): number => Date.parse(`2024-02-03T${clock}Z`);

  it("shows minutes and seconds and never less than nothing", () => {
    expect(timeLeft(end, at("10:00:55"), Infinity).text).toBe("9:05");
    expect(timeLeft(end, at("10:11:00"), 10)).toMatchObject({ seconds: 0, text: "0:00" });
  });

  it("is said aloud when it passes five, two and one minutes, once each", () => {
    expect(timeLeft(end, at("10:05:00"), 301).announce).toBe("5 minutes left to finish your order");
    expect(timeLeft(end, at("10:05:01"), 300).announce).toBeNull();
    expect(timeLeft(end, at("10:09:00"), 61).announce).toBe("1 minute left to finish your order");
  });
});

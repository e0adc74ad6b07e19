import { describe, expect, it } from "vitest";
import {
  checkAttendees,
  checkBasket,
  checkBuyer,
  clampBasket,
  withStock,
  fieldIdOf,
  linesOf,
  maxQuantity,
  maxQuantityInBasket,
  parseAmount,
  withAmounts,
  assignSeats,
  seatsOf,
  formatAmount,
  type Offer,
} from "./model";

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
    expect(maxQuantity(given)).toBe(most);
  });

  it("leaves out what is not taken", () => {
    const basket = new Map([
      ["a", 3],
      ["b", 0],
    ]);
    expect(linesOf(basket)).toEqual([{ ticket_type_id: "a", quantity: 3 }]);
  });

  it("takes over what is left now", () => {
    const offers = [offer(), offer({ ticketTypeId: "b" }), offer({ ticketTypeId: "c" })];
    const stock = [
      { id: "a", state: "sold_out", remaining: 0 },
      { id: "b", state: "few", remaining: 2 },
    ];
    expect(withStock(offers, stock).map(maxQuantity)).toEqual([0, 2, 10]);
    expect(withStock(offers, [{ id: "a", state: "paused", remaining: null }]).map(maxQuantity)[0]).toBe(0);
  });

  it("asks for one attendee per ticket, in the order of the lines", () => {
    expect(
      seatsOf([
        { ticket_type_id: "a", quantity: 2 },
        { ticket_type_id: "b", quantity: 1 },
      ]),
    ).toEqual(["a", "a", "b"]);
  });
});

describe("donations, tables and add-ons", () => {
  const table = offer({ ticketTypeId: "t", seats: { t: 4 } });
  const dinner = offer({ ticketTypeId: "d", soldAs: "add_on", hosts: ["a", "t"], maximumPerTicket: 2, seats: {} });
  const bundle = offer({ ticketTypeId: "b", soldAs: "bundle", seats: { a: 2, t: 4 } });
  const all = [offer(), table, dinner, bundle];

  it("offer an add-on only with the tickets that it goes with", () => {
    expect(maxQuantityInBasket(all, dinner, new Map())).toBe(0);
    expect(maxQuantityInBasket(all, dinner, new Map([["a", 2]]))).toBe(4);
    expect(maxQuantityInBasket(all, dinner, new Map([["t", 1]]))).toBe(8);
    expect(maxQuantityInBasket([...all, offer({ ticketTypeId: "x" })], dinner, new Map([["x", 3]]))).toBe(0);
    expect(maxQuantityInBasket(all, dinner, new Map([["b", 1]]))).toBe(10);
  });

  it("take add-ons out of the basket with their last ticket", () => {
    expect([
      ...clampBasket(
        all,
        new Map([
          ["a", 1],
          ["d", 4],
        ]),
      ),
    ]).toEqual([
      ["a", 1],
      ["d", 2],
    ]);
    expect([
      ...clampBasket(
        all,
        new Map([
          ["a", 0],
          ["d", 4],
        ]),
      ),
    ]).toEqual([
      ["a", 0],
      ["d", 0],
    ]);
  });

  it("ask for as many people as a unit admits", () => {
    const lines = [
      { ticket_type_id: "t", quantity: 1 },
      { ticket_type_id: "d", quantity: 3 },
      { ticket_type_id: "b", quantity: 1 },
    ];
    expect(seatsOf(lines, all)).toEqual([..."tttt", ..."aa", ..."tttt"]);
    expect(seatsOf([{ ticket_type_id: "t", quantity: 1, seats: { t: 2 } }], all)).toEqual(["t", "t"]);
  });

  it("count what a donor gives", () => {
    const amounts = new Map([["a", 700]]);
    expect(withAmounts(all, amounts)[0]?.priceMinor).toBe(700);
    expect(linesOf(new Map([["a", 2]]), amounts)).toEqual([{ ticket_type_id: "a", quantity: 2, amount_minor: 700 }]);
  });

  it.each([
    ["10", 2, 1000],
    ["10.5", 2, 1050],
    ["10,50", 2, 1050],
    [" 0 ", 2, 0],
    ["500", 0, 500],
    ["1.234", 3, 1234],
    ["10.505", 2, null],
    ["5.0", 0, null],
    ["ten", 2, null],
    ["-1", 2, null],
    ["", 2, null],
  ])("reads %j with %i digits as %j", (text, digits, minor) => {
    expect(parseAmount(text, digits)).toBe(minor);
  });

  it.each([
    [1050, 2, "10.50"],
    [5, 2, "0.05"],
    [500, 0, "500"],
    [1234, 3, "1.234"],
  ])("writes %i with %i digits as %s", (minor, digits, text) => {
    expect(formatAmount(minor, digits)).toBe(text);
  });
});

describe("a basket before it is held", () => {
  const gift = offer({ ticketTypeId: "g", kind: "donation", priceMinor: 500, minimumPriceMinor: 300 });
  const wrong = (
    offers: Offer[],
    basket: [string, number][],
    amounts: [string, number][] = [],
    typed: [string, string][] = [],
  ): unknown => Object.fromEntries(checkBasket(offers, new Map(basket), new Map(amounts), new Map(typed)));

  it("is right when there is enough of everything", () => {
    expect(
      wrong(
        [offer({ remaining: 2 }), gift],
        [
          ["a", 2],
          ["g", 1],
        ],
      ),
    ).toEqual({});
  });

  it("names what others bought meanwhile", () => {
    expect(
      wrong(
        [offer({ remaining: 1 }), offer({ ticketTypeId: "b", name: "Box", remaining: 0 })],
        [
          ["a", 2],
          ["b", 1],
        ],
      ),
    ).toEqual({
      "quantity-a": { key: "errors.atMost", values: { count: 1 } },
      "quantity-b": { key: "errors.gone", values: { name: "Box" } },
    });
  });

  it("wants amounts that can be read and are not too small", () => {
    expect(wrong([gift], [["g", 1]], [], [["g", "much"]])).toEqual({ "amount-g": { key: "errors.amount" } });
    expect(wrong([gift], [["g", 1]], [["g", 200]], [["g", "2"]])).toEqual({ "amount-g": { key: "errors.atLeast" } });
    expect(wrong([gift], [["g", 0]], [], [["g", "much"]])).toEqual({});
  });
});

describe("the server's errors", () => {
  const lines = [
    { ticket_type_id: "x", quantity: 1 },
    { ticket_type_id: "y", quantity: 2 },
  ];
  it.each([
    ["/buyer/email", "buyer-email"],
    ["/buyer_name", "buyer-name"],
    ["/attendees/2/name", "attendee-2-name"],
    ["/lines/1/quantity", "quantity-y"],
    ["/lines/1", "quantity-y"],
    ["/lines/0/amount_minor", "amount-x"],
    ["/attendees/1/answers/diet", "answer-1-diet"],
    ["/answers/home/city", "answer-order-home-city"],
    ["/lines/9/quantity", null],
    ["/event_id", null],
  ])("%s stands at %s", (pointer, id) => {
    expect(fieldIdOf(pointer, lines)).toBe(id);
  });
});

describe("the form", () => {
  it("is content with a name and an address", () => {
    expect(checkBuyer({ name: "Hodan", email: "h@example.org", locale: "en" }).size).toBe(0);
  });

  it("says what is missing", () => {
    expect(Object.fromEntries(checkBuyer({ name: " ", email: "nobody", locale: "en" }))).toEqual({
      "buyer-name": { key: "errors.yourName" },
      "buyer-email": { key: "errors.email" },
    });
    expect([
      ...checkAttendees([
        { ticket_type_id: "a", name: "x" },
        { ticket_type_id: "a", name: "" },
      ]).keys(),
    ]).toEqual(["attendee-1-name"]);
  });
});

describe("who sits where", () => {
  const lines = [
    { ticket_type_id: "a", quantity: 2 },
    { ticket_type_id: "b", quantity: 1 },
  ];

  it("gives the buyer the first ticket", () => {
    expect(assignSeats(lines, "Hodan", []).map((each) => each.name)).toEqual(["Hodan", "", ""]);
  });

  it("keeps the names that were written, by ticket type", () => {
    const before = [
      { ticket_type_id: "b", name: "Zoë", answers: { diet: "veg" } },
      { ticket_type_id: "a", name: "Ali" },
    ];
    expect(assignSeats(lines, "Hodan", before).map((each) => each.name)).toEqual(["Ali", "", "Zoë"]);
    expect(assignSeats(lines, "Hodan", before)[2]?.answers).toEqual({ diet: "veg" });
  });
});

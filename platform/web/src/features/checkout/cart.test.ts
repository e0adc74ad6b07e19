import { describe, expect, it } from "vitest";
import { cartOf, isFree, taxesOf } from "./cart";
import { initialState, reduce } from "./state";
import type { Offer, Order } from "./model";

const offer = (part: Partial<Offer> = {}): Offer => ({
  ticketTypeId: "a",
  name: "Seat",
  description: "",
  priceMinor: 1000,
  currency: "JOD",
  digits: 3,
  minimum: 1,
  maximum: 10,
  remaining: null,
  isOnSale: true,
  kind: "paid",
  ...part,
});
const blank = initialState([offer(), offer({ ticketTypeId: "b", name: "Pit", priceMinor: 0 })], {
  name: "",
  email: "",
  locale: "en",
});
const order: Order = {
  id: "o",
  number: "1",
  state: "held",
  expires_at: null,
  total_minor: 1900,
  paid_minor: 0,
  currency: "JOD",
  buyer_name: "",
  buyer_email: "",
  attendees: [],
  lines: [{ ticket_type_id: "a", quantity: 2, name: "Seat", gross_minor: 1900, tax_minor: 300, tax_rate_bp: 1600 }],
};

describe("the cart", () => {
  it("adds up what is chosen in the currency of the event", () => {
    const state = reduce(reduce(blank, { type: "quantityChosen", id: "a", quantity: 2 }), {
      type: "quantityChosen",
      id: "b",
      quantity: 1,
    });
    expect(cartOf(state)).toMatchObject({ count: 3, minor: 2000, currency: "JOD", digits: 3, taxes: [] });
  });

  it("says what the server said once the order is held", () => {
    const state = reduce(blank, { type: "orderHeld", order, secret: "s" });
    expect(cartOf(state)).toMatchObject({ minor: 1900, taxes: [{ rateBp: 1600, minor: 300 }] });
    expect(cartOf(reduce(state, { type: "quantityChosen", id: "a", quantity: 3 }))).toMatchObject({
      minor: 3000,
      taxes: [],
    });
  });

  it("shows lines without the tax that comes on top, and a total with it", () => {
    const euros = { currency: "EUR", digits: 2, taxBp: 1900 };
    const start = initialState([offer({ ...euros, priceMinor: 999 })], { name: "", email: "", locale: "en" });
    const chosen = reduce(start, { type: "quantityChosen", id: "a", quantity: 10 });
    expect(cartOf(chosen)).toMatchObject({
      lines: [{ minor: 9990, grossMinor: 11_890 }],
      minor: 11_890,
      taxes: [{ rateBp: 1900, minor: 1900 }],
      excludesTax: true,
    });
    const amounts = { unit_minor: 1070, net_minor: 8990, tax_minor: 1710, gross_minor: 10_700, tax_rate_bp: 1900 };
    const line = { ticket_type_id: "a", quantity: 10, name: "Seat", discount_minor: 119, ...amounts };
    const held = reduce(chosen, {
      type: "orderHeld",
      order: { ...order, currency: "EUR", lines: [line] },
      secret: "s",
    });
    expect(cartOf(held)).toMatchObject({
      lines: [{ minor: 8990, grossMinor: 10_700, offMinor: 1000 }],
      minor: 10_700,
      taxes: [{ rateBp: 1900, minor: 1710 }],
    });
  });

  it("names what only the order knows", () => {
    const hidden = {
      ...order,
      lines: [{ ticket_type_id: "h", quantity: 1, name: "Backstage", gross_minor: 500, offMinor: 0 }],
    };
    expect(cartOf(reduce(blank, { type: "orderHeld", order: hidden, secret: "s" })).lines).toEqual([
      { id: "h", name: "Backstage", quantity: 1, minor: 500, grossMinor: 500, offMinor: 0, ruleName: "" },
    ]);
  });

  it("puts the taxes together by rate, the highest first", () => {
    const lines = [
      { ticket_type_id: "a", quantity: 1, tax_rate_bp: 600, tax_minor: 6 },
      { ticket_type_id: "b", quantity: 1, tax_rate_bp: 2100, tax_minor: 21 },
      { ticket_type_id: "c", quantity: 1, tax_rate_bp: 600, tax_minor: 4 },
      { ticket_type_id: "d", quantity: 1, tax_rate_bp: 0, tax_minor: 0 },
    ];
    expect(taxesOf({ lines })).toEqual([
      { rateBp: 2100, minor: 21 },
      { rateBp: 600, minor: 10 },
    ]);
  });

  it("is free by what is in it, and before that by what there is", () => {
    const free = [offer({ priceMinor: 0, kind: "free" })];
    expect([
      isFree(blank),
      isFree(reduce(blank, { type: "quantityChosen", id: "b", quantity: 1 })),
      isFree({ ...blank, offers: free }),
      isFree({ ...blank, offers: [offer({ priceMinor: 0, kind: "donation" })] }),
      isFree({ ...blank, offers: [] }),
    ]).toEqual([false, true, true, false, false]);
  });
});

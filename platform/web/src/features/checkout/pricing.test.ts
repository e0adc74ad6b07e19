// Prices by rules in the checkout: by quantity, as they were seen, and as they are by now.
import { describe, expect, it } from "vitest";
import { cartOf } from "./cart";
import { fieldIdOf, type Offer } from "./model";
import { bandsOf, stepOf, unitPriceOf, withPrices, withSeenPrices } from "./pricing";
import { initialState, reduce } from "./state";

const PLAIN: Offer = {
  ticketTypeId: "plain",
  name: "Plain",
  description: "",
  priceMinor: 1000,
  currency: "EUR",
  digits: 2,
  minimum: 1,
  maximum: 10,
  remaining: null,
  isOnSale: true,
  kind: "paid",
};
const RULED: Offer = {
  ...PLAIN,
  ticketTypeId: "ruled",
  name: "Ruled",
  priceMinor: 2000,
  pricing: {
    listMinor: 3000,
    endsAt: null,
    left: 4,
    steps: [
      { from: 1, minor: 2000, name: "Early bird" },
      { from: 5, minor: 1500, name: "Group" },
    ],
  },
};

describe("A price by rules", () => {
  it("is that of the quantity", () => {
    expect([1, 4, 5, 9].map((quantity) => unitPriceOf(RULED, quantity))).toEqual([2000, 2000, 1500, 1500]);
    expect(stepOf(RULED, 5)?.name).toBe("Group");
    expect(unitPriceOf(PLAIN, 3)).toBe(1000);
  });

  it("of a multibuy is not listed for each number, and other prices stand once", () => {
    const list = { minor: 3000, name: "" };
    const deal = { name: "Friends", isMultibuy: true };
    const group = { minor: 2100, name: "Group" };
    const steps = [
      { from: 1, ...list },
      { from: 3, minor: 2000, ...deal },
      { from: 5, ...group },
      { from: 6, minor: 2000, ...deal },
      { from: 7, ...group },
    ];
    const pricing = { listMinor: 3000, endsAt: null, left: null, steps };
    expect(bandsOf(pricing)).toEqual([{ from: 5, ...group }]);
    expect([2, 3, 5, 6, 7].map((quantity) => unitPriceOf({ ...RULED, pricing }, quantity))).toEqual([
      3000, 2000, 2100, 2000, 2100,
    ]);
  });

  it("is what a basket is asked for by; other lines name none", () => {
    const lines = [
      { ticket_type_id: "plain", quantity: 1 },
      { ticket_type_id: "ruled", quantity: 5 },
    ];
    expect(withSeenPrices(lines, [PLAIN, RULED])).toEqual([lines[0], { ...lines[1], amount_minor: 1500 }]);
  });

  it("stands in the cart with its rule", () => {
    const state = reduce(initialState([RULED], { name: "", email: "", locale: "en" }), {
      type: "quantityChosen",
      id: "ruled",
      quantity: 5,
    });
    expect(cartOf(state).lines).toEqual([
      { id: "ruled", name: "Ruled", quantity: 5, minor: 7500, grossMinor: 7500, offMinor: 0, ruleName: "Group" },
    ]);
  });

  it("that has changed is shown as it is now, at the quantity's field", () => {
    const steps = [{ from: 1, minor: 3000, name: "" }];
    const fresh = { ...RULED, priceMinor: 3000, pricing: { listMinor: 3000, endsAt: null, left: null, steps } };
    expect(withPrices([PLAIN, RULED], [fresh]).map((offer) => unitPriceOf(offer, 1))).toEqual([1000, 3000]);
    const lines = [{ ticket_type_id: "ruled", quantity: 1 }];
    expect(fieldIdOf("/lines/0/amount_minor", lines, [RULED])).toBe("quantity-ruled");
    expect(fieldIdOf("/lines/0/amount_minor", lines, [{ ...RULED, kind: "donation" }])).toBe("amount-ruled");
  });
});

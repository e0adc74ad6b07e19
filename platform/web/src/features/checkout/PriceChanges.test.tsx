// A price that is another by the time somebody wants it: nothing is held, the new price is shown.
import { screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import {
  choose,
  config,
  firstButton,
  h1,
  offer,
  openCheckout,
  order,
  refused,
  requestsOf,
  SECRET,
  serve,
} from "./testing";

const HOLD = "POST /api/orders";
const ITEM = {
  id: "entry",
  name: "Entry",
  description: "",
  benefits: [],
  needs_approval: false,
  price_minor: 3000,
  minimum_price_minor: 0,
  currency: "EUR",
  minimum_per_order: 1,
  maximum_per_order: 4,
  maximum_per_ticket: null,
  add_on_to: [],
  admits_to: [],
  seats: { entry: 1 },
  left: null,
  is_available: true,
  why_not: null,
  kind: "paid",
  sold_as: "ticket",
  pricing: {
    list_minor: 3000,
    unit_minor: 3000,
    name: "",
    ends_at: null,
    left: null,
    by_quantity: [{ from_quantity: 1, unit_minor: 3000, name: "", is_multibuy: false }],
    multibuys: [],
    members: [],
    demand: null,
  },
};

beforeEach(() => sessionStorage.clear());
afterEach(() => vi.unstubAllGlobals());

it("A price that has changed is said at the quantity, and held only when the buyer goes on", async () => {
  const changed = refused(422, "invalid", {
    errors: [{ pointer: "/lines/0/amount_minor", detail: "The price is 3000 by now.", code: "price-changed" }],
  });
  const asked = serve({
    [HOLD]: [changed, { ...order(), secret: SECRET }],
    "GET /api/events/e1/offers": { items: [ITEM] },
  });
  const steps = [{ from: 1, minor: 2000, name: "Early bird" }];
  const pricing = { listMinor: 3000, endsAt: "2030-06-01T10:00:00Z", left: 1, steps };
  const page = await openCheckout(config({ offers: [offer({ kind: "paid", priceMinor: 2000, pricing })] }));
  expect(screen.getByText(/1 left at this price/)).toBeTruthy();
  await choose(page);
  await page.user.click(firstButton("Continue"));
  expect((await screen.findAllByText("The price has changed. This is the price now.")).length).toBeGreaterThan(0);
  expect(h1()).toBe("Choose your tickets");
  expect(screen.queryByText(/Early bird/)).toBeNull();
  await page.user.click(firstButton("Continue"));
  await vi.waitFor(() => expect(requestsOf(asked, HOLD)).toHaveLength(2));
  const amounts = requestsOf(asked, HOLD).map(
    ({ body }) => (body["lines"] as { amount_minor: number }[])[0]?.amount_minor,
  );
  expect(amounts).toEqual([2000, 3000]);
});

import { screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { matchesHold } from "./steps";
import { initialState, reduce } from "./state";
import { choose, config, firstButton, offer, openCheckout, order, refused, requestsOf, serve, write } from "./testing";

const CHECK = "POST /api/events/e1/check-codes";
const CHECKED = {
  codes: [{ code: "HARBOUR20", percent_bp: 2000, amount_minor: null, currency: null }],
  prices: [{ ticket_type_id: "entry", unit_minor: 2040, discount_minor: 510 }],
  opened: [],
};
const REFUSED = (code: string): object =>
  refused(422, "discounts.code-refused", { errors: [{ pointer: "/codes/0", detail: "No.", code }] });

async function typeCode(page: Awaited<ReturnType<typeof openCheckout>>, code: string): Promise<void> {
  const opener = screen.queryByRole("button", { name: "Have a code?" });
  if (opener !== null) await page.user.click(opener);
  write(screen.getByLabelText("Code"), code);
  await page.user.click(screen.getByRole("button", { name: "Apply code" }));
}

beforeEach(() => sessionStorage.clear());

describe("Discount codes", () => {
  it("shows what a code takes off, orders with it and can be removed again", async () => {
    const asked = serve({ [CHECK]: CHECKED });
    const page = await openCheckout();
    await choose(page);
    await typeCode(page, "harbour-20");
    expect(await screen.findByText("20% off")).toBeTruthy();
    expect(screen.getByText("€5.10 off")).toBeTruthy();
    expect(requestsOf(asked, CHECK)[0]?.body).toEqual({ codes: ["harbour-20"], language: "en" });
    await page.user.click(firstButton("Continue"));
    await waitFor(() => expect(requestsOf(asked, "POST /api/orders")).toHaveLength(1));
    expect(requestsOf(asked, "POST /api/orders")[0]?.body["codes"]).toEqual(["HARBOUR20"]);
    await page.user.click((await screen.findAllByRole("button", { name: "Change tickets" }))[0] as HTMLElement);
    await page.user.click(await screen.findByRole("button", { name: "Remove code HARBOUR20" }));
    await waitFor(() => expect(screen.queryByText("20% off")).toBeNull());
    await page.user.click(firstButton("Continue"));
    await waitFor(() => expect(requestsOf(asked, "POST /api/orders")).toHaveLength(2));
    expect(requestsOf(asked, "POST /api/orders/o1/cancel")).toHaveLength(1);
    expect(requestsOf(asked, "POST /api/orders")[1]?.body).not.toHaveProperty("codes");
  });

  it.each([
    ["code-unknown", "This code is not valid here. Please check how it is spelled."],
    ["code-ended", "This code has ended"],
    ["code-used-up", "This code has been used up"],
  ])("says at the field why %s is refused", async (code, words) => {
    serve({ [CHECK]: REFUSED(code) });
    const page = await openCheckout();
    await typeCode(page, "WRONG1");
    await waitFor(() => expect(screen.getByRole("region", { name: "Discount code" }).textContent).toContain(words));
    expect(screen.getByRole("alert").textContent).toContain(words);
  });

  it("goes back to the field when an order is refused for its code", async () => {
    serve({ [CHECK]: CHECKED, "POST /api/orders": REFUSED("code-not-for-these") });
    const page = await openCheckout();
    await choose(page);
    await typeCode(page, "HARBOUR20");
    await screen.findByText("20% off");
    await page.user.click(firstButton("Continue"));
    await waitFor(() =>
      expect(screen.getByRole("region", { name: "Discount code" }).textContent).toContain(
        "This code is not for these tickets",
      ),
    );
  });

  it("applies the code of a link and shows what it opens", async () => {
    const hidden = {
      id: "backstage",
      name: "Backstage",
      description: "",
      benefits: [],
      needs_approval: false,
      price_minor: 5000,
      minimum_price_minor: 0,
      currency: "EUR",
      minimum_per_order: 1,
      maximum_per_order: 2,
      maximum_per_ticket: null,
      add_on_to: [],
      admits_to: [],
      seats: { backstage: 1 },
      left: 4,
      is_available: true,
      why_not: null,
      kind: "paid",
      sold_as: "ticket",
    };
    const asked = serve({ [CHECK]: { ...CHECKED, opened: [hidden] } });
    await openCheckout(config(), { address: "/harbour/lantern/checkout?code=HARBOUR20" });
    expect(await screen.findByText("Backstage")).toBeTruthy();
    expect(requestsOf(asked, CHECK)).toHaveLength(1);
  });

  it("knows after a reload with which codes the order was held", () => {
    const blank = initialState([offer()], { name: "", email: "", locale: "en" });
    const held = order({ discounts: [{ code: "HARBOUR20", amount_minor: 510 }] });
    const state = reduce(blank, { type: "orderResumed", order: held, secret: "s", search: "" });
    expect(matchesHold(state)).toBe(true);
    const without = reduce(state, {
      type: "codesApplied",
      applied: { codes: [], off: new Map(), opened: [] },
      opened: [],
    });
    expect(matchesHold(without)).toBe(false);
  });
});

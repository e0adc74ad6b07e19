import { describe, expect, it } from "vitest";
import {
  resumableAction,
  paymentChoice,
  amountDueNow,
  unavailableMethods,
  initialPick,
  methodHints,
  methodIcon,
  isEmbedded,
  selectableMethods,
  type PaymentMethod,
  type PlanOffer,
  type PaymentOptions,
} from "./payment";

const card: PaymentMethod = {
  connection_id: "c1",
  method: "card",
  title: "Card",
  flow: "redirect",
  mode: "live",
  longest_pending_seconds: 0,
  module: null,
};
const fields: PaymentMethod = { ...card, method: "fields", flow: "embedded" };
const shown: PaymentMethod = { ...fields, module: "/adapters/0123/fields.js" };
const begun = {
  flow: "embedded",
  client_token: "t",
  client_options: { module: "/adapters/0123/fields.js" },
  redirect_url: null,
} as const;
const transfer: PaymentMethod = {
  ...card,
  connection_id: "c2",
  method: "transfer",
  title: "Bank transfer",
  flow: "instructions",
  longest_pending_seconds: 864_000,
};
const plan: PlanOffer = {
  plan_id: "p1",
  name: "In two parts",
  keeps_deposit: true,
  grace_days: 3,
  is_in_force: false,
  parts: [
    { amount_minor: 2000, due_at: "2026-11-20T10:00:00Z", is_paid: false },
    { amount_minor: 8000, due_at: "2026-12-20T22:59:59Z", is_paid: false },
  ],
};

function ways(more: Partial<PaymentOptions> = {}): PaymentOptions {
  return {
    currency: "EUR",
    due_minor: 10_000,
    left_minor: 10_000,
    items: [fields, card, transfer],
    plans: [],
    plan_id: null,
    under_way: null,
    ...more,
  };
}

describe("the ways to pay", () => {
  it("leave out those that no module of ours can show, and name them", () => {
    expect(selectableMethods(ways()).map((each) => each.method)).toEqual(["card", "transfer"]);
    expect(unavailableMethods(ways()).map((each) => each.method)).toEqual(["fields"]);
  });

  it("offer a provider's fields like the others where our own site draws them", () => {
    expect(selectableMethods(ways({ items: [shown, card] }))).toEqual([shown, card]);
    expect(unavailableMethods(ways({ items: [shown, card] }))).toEqual([]);
    expect(isEmbedded(ways({ items: [shown, card] }), { method: 0, plan: "" })).toBe(true);
    expect(isEmbedded(ways({ items: [shown, card] }), { method: 1, plan: "" })).toBe(false);
  });

  it("go on after a reload with the fields that were open, for the same amount only", () => {
    const open = ways({ items: [card, shown], under_way: { amount_minor: 10_000, next_action: begun } });
    expect(initialPick(open).method).toBe(1);
    expect(resumableAction(open)).toBe(begun);
    expect(resumableAction({ ...open, under_way: { amount_minor: 2000, next_action: begun } })).toBeNull();
    const redirect = {
      flow: "redirect",
      client_token: null,
      client_options: {},
      redirect_url: "https://pay.example",
    } as const;
    expect(
      resumableAction({
        ...open,
        under_way: { amount_minor: 10_000, next_action: redirect },
      }),
    ).toBeNull();
    expect(initialPick(ways()).method).toBe(0);
  });

  it("carry the country that was said", () => {
    expect(paymentChoice(ways(), { method: 0, plan: "" }, "BE")).toMatchObject({ country: "BE" });
  });

  it("become a choice that the API understands", () => {
    expect(paymentChoice(ways(), { method: 1, plan: "" })).toEqual({
      connection_id: "c2",
      method: "transfer",
      plan_id: null,
    });
    expect(paymentChoice(ways({ plans: [plan] }), { method: 0, plan: "p1" })).toEqual({
      connection_id: "c1",
      method: "card",
      plan_id: "p1",
    });
  });

  it("are no choice where nothing is offered", () => {
    expect(paymentChoice(ways({ items: [] }), { method: 0, plan: "" })).toBeNull();
  });

  it("do not choose a plan again that is in force", () => {
    const agreed = ways({ plans: [{ ...plan, is_in_force: true }], plan_id: "p1" });
    expect(paymentChoice(agreed, initialPick(agreed))).toEqual({ connection_id: "c1", method: "card" });
  });

  it("say how long a payment may take, and that a test moves no money", () => {
    expect(methodHints({ ...card, longest_pending_seconds: 259_200 })).toContainEqual({
      key: "payment.takes",
      values: { count: 3 },
    });
    expect(methodHints({ ...card, mode: "test" })).toContainEqual({ key: "payment.test" });
    expect(methodHints(transfer)).toEqual([{ key: "payment.flow.instructions" }]);
  });
});

describe("what is due now", () => {
  it("is everything without a plan", () => {
    expect(amountDueNow(ways({ plans: [plan] }), { method: 0, plan: "" })).toBe(10_000);
  });

  it("is the deposit of the plan that was picked", () => {
    expect(amountDueNow(ways({ plans: [plan] }), { method: 0, plan: "p1" })).toBe(2000);
  });

  it("is what the server says once a plan is in force", () => {
    const agreed = ways({ plans: [{ ...plan, is_in_force: true }], plan_id: "p1", due_minor: 8000, left_minor: 8000 });
    expect(amountDueNow(agreed, initialPick(agreed))).toBe(8000);
  });
});

describe("the drawing of a method", () => {
  it.each([
    [card, "card"],
    [shown, "card"],
    [transfer, "bank"],
    [{ ...card, method: "sepa_debit" }, "bank"],
    [{ ...card, method: "somepay" }, "wallet"],
  ] as const)("is found by its key", (method, icon) => expect(methodIcon(method)).toBe(icon));
});

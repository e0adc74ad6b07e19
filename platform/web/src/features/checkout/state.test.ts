import { describe, expect, it } from "vitest";
import type { Offer, Order } from "./model";
import { draftOf, initialState, hasAllNames, reduce, type Action, type State } from "./state";
import { addressOf, furthestStep, matchesHold, allowedStep, stepOf } from "./steps";

const offer = (part: Partial<Offer> = {}): Offer => ({
  ticketTypeId: "a",
  name: "Seat",
  description: "",
  priceMinor: 1000,
  currency: "EUR",
  digits: 2,
  minimum: 1,
  maximum: 10,
  remaining: null,
  isOnSale: true,
  kind: "paid",
  soldAs: "ticket",
  ...part,
});
const gift = offer({ ticketTypeId: "g", kind: "donation", priceMinor: 500 });
const order = (part: Partial<Order> = {}): Order => ({
  id: "o",
  number: "1",
  state: "held",
  expires_at: null,
  total_minor: 2000,
  paid_minor: 0,
  currency: "EUR",
  buyer_name: "",
  buyer_email: "",
  attendees: [],
  lines: [{ ticket_type_id: "a", quantity: 2 }],
  ...part,
});
const blank = initialState([offer(), gift], { name: "", email: "", locale: "de" });
const after = (...actions: Action[]): State => actions.reduce(reduce, blank);
const held: Action = { type: "orderHeld", order: order(), secret: "s" };
const named = order({
  buyer_name: "Ali",
  buyer_email: "ali@example.org",
  attendees: [
    { ticket_type_id: "a", name: "Ali" },
    { ticket_type_id: "a", name: "Zoë" },
  ],
});

describe("a purchase", () => {
  it("takes over the order that is held, with a place for each person", () => {
    const state = after({ type: "buyerChanged", change: { name: "Ali" } }, held);
    expect(state.basket).toEqual(new Map([["a", 2]]));
    expect(state.attendees.map((each) => each.name)).toEqual(["Ali", ""]);
    expect(state.secret).toBe("s");
  });

  it("is rebuilt from the server's order alone", () => {
    const state = after({
      type: "orderResumed",
      order: { ...named, answers: { firm: "Acme" } },
      secret: "s",
      search: "",
    });
    expect(state).toMatchObject({
      buyer: { name: "Ali", email: "ali@example.org", locale: "de" },
      answers: { firm: "Acme" },
      hasUnsentChanges: false,
    });
    expect(state.attendees.map((each) => each.name)).toEqual(["Ali", "Zoë"]);
    expect(furthestStep(state)).toBe("payment");
  });

  it("takes a donor's amount from the order", () => {
    const state = after({
      type: "orderResumed",
      order: order({ lines: [{ ticket_type_id: "g", quantity: 1, unit_minor: 750 }] }),
      secret: "s",
      search: "",
    });
    expect(state.amounts).toEqual(new Map([["g", 750]]));
    expect(matchesHold(state)).toBe(true);
  });

  it("forgets an amount that nobody can read", () => {
    expect(after({ type: "amountTyped", id: "g", text: "7.50" }).amounts).toEqual(new Map([["g", 750]]));
    expect(
      after({ type: "amountTyped", id: "g", text: "7.50" }, { type: "amountTyped", id: "g", text: "much" }).amounts,
    ).toEqual(new Map());
  });

  it("does not call wrong any longer what is being mended, and nothing else", () => {
    const wrong: Action = {
      type: "requestRefused",
      refusal: {
        fields: new Map([
          ["buyer-name", { key: "errors.yourName" }],
          ["buyer-email", { key: "errors.email" }],
          ["answer-0-diet", { key: "faults.required" }],
          ["answer-order-firm", { key: "faults.required" }],
        ]),
        others: [],
      },
    };
    const state = after(held, wrong);
    expect([...reduce(state, { type: "buyerChanged", change: { name: "A" } }).errors.keys()]).toEqual([
      "buyer-email",
      "answer-0-diet",
      "answer-order-firm",
    ]);
    expect([
      ...reduce(state, { type: "attendeeChanged", index: 0, change: { answers: { diet: "all" } } }).errors.keys(),
    ]).not.toContain("answer-0-diet");
    expect([...reduce(state, { type: "orderAnswered", answers: {} }).errors.keys()]).not.toContain("answer-order-firm");
    expect(reduce(state, { type: "errorsCleared" }).errors.size).toBe(0);
    expect(reduce(reduce(state, { type: "errorsCleared" }), wrong).refusals).toBe(state.refusals + 1);
  });

  it("counts its own places as left, not as sold out", () => {
    const state = after(held, {
      type: "stockLoaded",
      stock: [
        { id: "a", state: "sold_out", remaining: 0 },
        { id: "g", state: "few", remaining: 3 },
      ],
    });
    expect(state.offers.map((each) => each.remaining)).toEqual([2, 3]);
  });

  it("shows a hidden ticket once", () => {
    const secret = offer({ ticketTypeId: "h" });
    expect(
      after({ type: "offersLoaded", offers: [secret] }, { type: "offersLoaded", offers: [secret, offer()] }).offers,
    ).toHaveLength(3);
  });

  it("keeps basket and names when its time ran out", () => {
    const state = after({ type: "buyerChanged", change: { name: "Ali" } }, held, { type: "holdExpired" });
    expect(state).toMatchObject({ order: null, secret: "", isExpired: true });
    expect(reduce(state, { type: "restarted" })).toMatchObject({
      isExpired: false,
      basket: new Map([["a", 2]]),
      buyer: { name: "Ali" },
    });
  });

  it("picks the method anew for another country", () => {
    expect(
      after({ type: "paymentPicked", picked: { method: 1, plan: "" } }, { type: "countryPicked", country: "BE" }),
    ).toMatchObject({ country: "BE", picked: null });
  });

  it("learns what is asked, over answers that were given already", () => {
    const form = { questions: [{ key: "campaign", type: "hidden" as const, scope: "order" as const }] };
    expect(after({ type: "formLoaded", form, search: "?campaign=spring" }).answers).toEqual({ campaign: "spring" });
    expect(
      after(
        { type: "orderAnswered", answers: { campaign: "x" } },
        { type: "formLoaded", form, search: "?campaign=spring" },
      ).answers,
    ).toEqual({ campaign: "x" });
  });
});

describe("a draft", () => {
  it("brings back what was chosen and typed before anything is held", () => {
    const before = after(
      { type: "quantityChosen", id: "g", quantity: 1 },
      { type: "amountTyped", id: "g", text: "9" },
      { type: "buyerChanged", change: { name: "Ali", email: "a@b.org" } },
    );
    const state = after({ type: "draftRestored", draft: draftOf(before) });
    expect(state).toMatchObject({
      basket: new Map([["g", 1]]),
      amounts: new Map([["g", 900]]),
      buyer: { name: "Ali", email: "a@b.org" },
    });
  });

  it("is laid over the order it belongs to", () => {
    const typed = reduce(after({ type: "orderResumed", order: named, secret: "s", search: "" }), {
      type: "attendeeChanged",
      index: 1,
      change: { name: "Zoë Ali" },
    });
    const state = after(
      { type: "orderResumed", order: named, secret: "s", search: "" },
      { type: "draftRestored", draft: draftOf(typed) },
    );
    expect(state.attendees.map((each) => each.name)).toEqual(["Ali", "Zoë Ali"]);
    expect(furthestStep(state)).toBe("attendees");
  });

  it("of another order, or of tickets that are gone, changes nothing", () => {
    const other = draftOf(after(held));
    expect(after({ type: "draftRestored", draft: other })).toBe(blank);
    expect(after({ type: "draftRestored", draft: { ...draftOf(blank), basket: [["gone", 2]] } }).basket.size).toBe(0);
  });

  it("that says what the server knows leaves the payment in reach", () => {
    const state = after({ type: "orderResumed", order: named, secret: "s", search: "" });
    expect(
      furthestStep(
        after(
          { type: "orderResumed", order: named, secret: "s", search: "" },
          { type: "draftRestored", draft: draftOf(state) },
        ),
      ),
    ).toBe("payment");
  });
});

describe("the steps", () => {
  it.each([
    ["", "tickets"],
    ["?step=payment", "payment"],
    ["?step=nothing", "tickets"],
    ["?lang=de&step=attendees", "attendees"],
  ])("%s asks for %s", (search, step) => {
    expect(stepOf(search)).toBe(step);
  });

  it("keep the rest of the address", () => {
    expect(addressOf("payment", "?code=K7&step=attendees")).toBe("?code=K7&step=payment");
    expect(addressOf("tickets", "?step=attendees")).toBe("");
  });

  it("come in their order", () => {
    expect(allowedStep("payment", blank)).toBe("tickets");
    expect(allowedStep("payment", after(held))).toBe("attendees");
    expect(allowedStep("tickets", after({ type: "orderResumed", order: named, secret: "s", search: "" }))).toBe(
      "tickets",
    );
  });

  it("begin again when something else is chosen, or a name is changed", () => {
    const done = after({ type: "orderResumed", order: named, secret: "s", search: "" });
    expect(allowedStep("payment", reduce(done, { type: "quantityChosen", id: "a", quantity: 3 }))).toBe("tickets");
    expect(allowedStep("payment", reduce(done, { type: "attendeeChanged", index: 0, change: { name: "Eve" } }))).toBe(
      "attendees",
    );
  });

  it("have no payment where nothing is to pay", () => {
    expect(
      allowedStep(
        "payment",
        after({ type: "orderResumed", order: { ...named, total_minor: 0 }, secret: "s", search: "" }),
      ),
    ).toBe("attendees");
  });

  it("know an order whose people the server has", () => {
    expect([
      hasAllNames(order()),
      hasAllNames(named),
      hasAllNames(order({ buyer_email: "a@b.org", lines: [{ ticket_type_id: "meal", quantity: 1, seats: {} }] })),
    ]).toEqual([false, true, true]);
  });
});

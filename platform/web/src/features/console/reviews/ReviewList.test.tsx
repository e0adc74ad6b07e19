import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import "../events/EventOverview";
import "./ReviewList";
import "./ReviewNotice";
import { fill } from "../../../ui/testing";
import type { OrderReview } from "./queries";
import texts from "./texts/en.json";

const HERE = organization({
  permissions: ["events.read", "orders.read", "orders.approve", "fraud_rules.read", "fraud_rules.edit"],
});
const EVENT = madeEvent({ time_zone: "Europe/Berlin" });
const BASE = `/organizations/${HERE.id}`;
const AT = `${BASE}/events/${EVENT.id}`;
const LIST = `${AT}/order-reviews`;
const ADA = "0190b1de-0000-7000-8000-000000000a01";
const BEN = "0190b1de-0000-7000-8000-000000000a02";

function held(changes: Partial<OrderReview>): OrderReview {
  return {
    order_id: ADA,
    event_id: EVENT.id,
    number: "REG-1",
    state: "waiting",
    order_state: "under_review",
    money_state: "paid",
    currency: "EUR",
    total_minor: 5000,
    paid_minor: 5000,
    refunded_minor: 0,
    buyer_name: "Ada Lovelace",
    buyer_email: "ada@example.org",
    placed_at: "2026-02-01T12:00:00Z",
    opened_at: "2026-02-01T12:00:00Z",
    decide_by: "2026-02-03T12:00:00Z",
    network: "203.0.113.9",
    reasons: [
      {
        kind: "rule",
        name: "Many of one network",
        fraud_rule_id: "0190b1de-0000-7000-8000-0000000000f7",
        subject: "network",
        measure: "orders",
        most: 3,
        counted: 7,
        period_seconds: 3600,
        blocked_address_id: null,
        note: "",
        payment_id: null,
        risk_level: "",
        risk_score: null,
        risk_codes: [],
      },
    ],
    lines: [{ ticket_type_id: "0190b1de-0000-7000-8000-0000000000f1", name: "Salon", quantity: 2 }],
    former_count: 1,
    decision: null,
    former: [],
    ...changes,
  };
}

const FORMER = {
  order_id: BEN,
  event_id: EVENT.id,
  number: "REG-0",
  order_state: "cancelled",
  money_state: "refunded",
  currency: "EUR",
  total_minor: 2500,
  placed_at: "2026-01-30T12:00:00Z",
  is_same_event: true,
};
const TWO = [held({}), held({ order_id: BEN, buyer_name: "Ben Byron", total_minor: 0, former_count: 0 })];
const FIGURES = { waiting: 2, approved: 1, refused: 0, cancelled: 0, lapsed: 0 };
const SETTINGS = { decide_within_seconds: 172_800, at_deadline: "refuse", version: 0 };

function visit(answers: Answers = {}, here = HERE, at = `/meridian/events/${EVENT.id}/reviews`) {
  return renderConsole(routes, {
    at,
    texts: { reviews: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${AT}`]: EVENT,
      [`GET ${LIST}`]: { items: TWO, next_cursor: null },
      [`GET ${AT}/order-review-figures`]: FIGURES,
      [`GET ${AT}/review-settings`]: SETTINGS,
      [`PUT ${AT}/review-settings`]: { ...SETTINGS, decide_within_seconds: 43_200, version: 1 },
      [`GET ${BASE}/orders/${ADA}/review`]: held({ former: [FORMER] }),
      [`POST ${BASE}/orders/${ADA}/review/approve`]: held({ state: "approved" }),
      [`POST ${BASE}/orders/${ADA}/review/refuse`]: held({ state: "refused" }),
      [`POST ${BASE}/bulk-actions/refuse-order-reviews`]: { id: "0190b1de-0000-7000-8000-000000000c01", kind: "x" },
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

it("says how risky the payment provider finds a payment, and why", async () => {
  const [rule] = TWO[0]?.reasons ?? [];
  const warned = {
    ...rule,
    kind: "payment_risk",
    name: "Card House",
    fraud_rule_id: null,
    risk_level: "highest",
    risk_score: 91,
    risk_codes: ["highest_risk_level", "rule", "made_with_lost_card", "velocity-check"],
    note: "Look at this one.",
  };
  visit({ [`GET ${LIST}`]: { items: [held({ reasons: [warned] as OrderReview["reasons"] })], next_cursor: null } });
  const list = await screen.findByRole("list", { name: "Reviews" });
  expect(within(list).getByText("Card House").closest("li")?.textContent).toBe(
    "Card House: Highest risk · score 91 of 100 · by a rule of your account there" +
      " · the card’s bank reports fraud · velocity checkLook at this one.",
  );
});

it("says why each order is held, from where it came, and what else its buyer ordered", async () => {
  const shown = visit();
  const list = await screen.findByRole("list", { name: "Reviews" });
  expect(within(list).getAllByText("Many of one network")).toHaveLength(2);
  expect(within(list).getAllByText(/7 orders before it in 1 hour, 3 allowed/)).toHaveLength(2);
  expect(within(list).getAllByText("203.0.113.9")).toHaveLength(2);
  await shown.user.click(screen.getByText("1 other order of this address"));
  expect(await screen.findByRole("link", { name: "REG-0" })).toBeTruthy();
});

it("says which address is blocked, and why", async () => {
  const [reason] = held({}).reasons;
  const blocked = { ...reason, kind: "blocked_address", name: "spam.example", note: "Charged back" };
  visit({ [`GET ${LIST}`]: { items: [{ ...held({}), reasons: [blocked] }], next_cursor: null } });
  expect(await screen.findByText("spam.example")).toBeTruthy();
  expect(screen.getByText(/this address is blocked · Charged back/)).toBeTruthy();
  expect(screen.queryByText(/orders before it/)).toBeNull();
});

it("refuses with a reason for the team and words to the buyer, and not without a reason", async () => {
  const shown = visit();
  await shown.user.click(await screen.findByRole("button", { name: "Refuse Ada Lovelace" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Refuse Ada Lovelace" }));
  await shown.user.click(dialog.getByRole("button", { name: "Refuse" }));
  expect(await dialog.findByText("Say why.")).toBeTruthy();
  await fill(shown.user, dialog.getByLabelText(/Reason/), "A reseller");
  await fill(shown.user, dialog.getByLabelText(/Message/), "One for each, please");
  await shown.user.click(dialog.getByRole("button", { name: "Refuse" }));
  expect(await screen.findByText("Ada Lovelace is refused.")).toBeTruthy();
  const sent = shown.asked.find(({ path }) => path.endsWith("/review/refuse"));
  expect(sent?.body).toEqual({ reason: "A reseller", message: "One for each, please" });
  expect(sent?.headers.get("Idempotency-Key")).toBeTruthy();
});

it("approves by keyboard alone", async () => {
  const shown = visit();
  (await screen.findByRole("checkbox", { name: "Select Ada Lovelace" })).focus();
  await shown.user.keyboard("a");
  const dialog = within(await screen.findByRole("dialog", { name: "Approve Ada Lovelace" }));
  await shown.user.click(dialog.getByRole("button", { name: "Approve" }));
  expect(await screen.findByText("Ada Lovelace is approved.")).toBeTruthy();
});

it("refuses those that are selected as a job", async () => {
  const shown = visit();
  for (const name of ["Ada Lovelace", "Ben Byron"])
    await shown.user.click(await screen.findByRole("checkbox", { name: `Select ${name}` }));
  await shown.user.click(screen.getByRole("button", { name: "Refuse selected" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Refuse 2 orders" }));
  await fill(shown.user, dialog.getByLabelText(/Reason/), "Resellers");
  await shown.user.click(dialog.getByRole("button", { name: "Refuse" }));
  expect(await screen.findByText("A job decides about them.")).toBeTruthy();
  const sent = shown.asked.find(({ path }) => path.endsWith("/refuse-order-reviews"));
  expect(sent?.body).toEqual({ order_ids: [ADA, BEN], reason: "Resellers", message: "" });
});

it("says that a colleague was faster, and asks again what waits", async () => {
  const problem = { status: 409, code: "orders.not-waiting", title: "This order does not wait for a decision" };
  const shown = visit({
    [`POST ${BASE}/orders/${ADA}/review/approve`]: () => Response.json(problem, { status: 409 }),
  });
  await shown.user.click(await screen.findByRole("button", { name: "Approve Ada Lovelace" }));
  const dialog = within(await screen.findByRole("dialog"));
  await shown.user.click(dialog.getByRole("button", { name: "Approve" }));
  expect(await dialog.findByText("This order does not wait for a decision")).toBeTruthy();
  expect(shown.asked.filter(({ path }) => path === LIST).length).toBeGreaterThan(1);
});

it("sets until when orders are decided", async () => {
  const shown = visit();
  const hours = await screen.findByLabelText(/Hours/);
  expect((hours as HTMLInputElement).value).toBe("48");
  await shown.user.clear(hours);
  await shown.user.type(hours, "12");
  await shown.user.click(screen.getByRole("button", { name: /Save/ }));
  expect(await screen.findByText("The time to decide is saved.")).toBeTruthy();
  const sent = shown.asked.find(({ method }) => method === "PUT");
  expect(sent?.body).toEqual({ decide_within_seconds: 43_200, at_deadline: "refuse" });
});

it("is told of on the first view of the event", async () => {
  visit({ [`GET ${AT}`]: { ...EVENT, state: "published" } }, HERE, `/meridian/events/${EVENT.id}`);
  expect(await screen.findByText("2 orders are held for review")).toBeTruthy();
});

it("offers no decision to who may only look", async () => {
  visit({}, organization({ permissions: ["events.read", "orders.read"] }));
  await screen.findByRole("list", { name: "Reviews" });
  expect(screen.queryByRole("button", { name: /^Approve/ })).toBeNull();
  expect(screen.queryByRole("checkbox")).toBeNull();
  expect(screen.queryByLabelText(/Hours/)).toBeNull();
});

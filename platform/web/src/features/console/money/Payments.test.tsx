import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { organization, renderConsole, type Answers, type Asked } from "../testing";
import "./DisputeList";
import "./PaymentList";
import "./PaymentPage";
import { fill } from "../../../ui/testing";
import { CONNECTION_ID, madeDetails, madeDispute, madePayment, ORDER_ID, PAYMENT_ID } from "./testing";
import texts from "./texts/en.json";

const ALL = [
  "payments.read",
  "payments.collect",
  "payments.review",
  "payments.replay",
  "orders.read",
  "connections.read",
  "accounting.import",
];
const BASE = `/organizations/${organization().id}`;
const ONE = `${BASE}/payments/${PAYMENT_ID}`;
const NONE = { items: [], next_cursor: null };

function visit(at: string, answers: Answers = {}, permissions: string[] = ALL) {
  const here = organization({ permissions });
  return renderConsole(routes, {
    at,
    texts: { money: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${BASE}/payments`]: ({ query }: Asked) =>
        query.has("is_held") ? NONE : { items: [madePayment()], next_cursor: null },
      [`GET ${BASE}/payment-disputes`]: NONE,
      [`GET ${BASE}/connections`]: { items: [{ id: CONNECTION_ID, name: "Cards" }] },
      [`GET ${ONE}`]: madeDetails(),
      [`GET ${ONE}/provider-links`]: { provider: "", items: [] },
      [`GET ${BASE}/ledger`]: { balances: [], ...NONE },
      [`GET ${BASE}/payment-deliveries`]: NONE,
      [`GET ${BASE}/platform-fee`]: { basis_points: 200, fixed: { EUR: 21 } },
      ...answers,
    },
  });
}

const sent = (asked: readonly Asked[], end: string): Asked | undefined =>
  asked.find(({ method, path }) => method === "POST" && path.endsWith(end));

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("the list of payments", () => {
  it("asks for what the address says, names the provider, and leads to the payment", async () => {
    const { user, asked } = visit("/meridian/money?state=succeeded&q=REG-7");
    await user.click(await screen.findByRole("link", { name: "REG-7" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Payment for REG-7" })).toBeTruthy();
    expect(screen.getByRole("link", { name: "REG-7" }).getAttribute("href")).toBe(`/meridian/orders/${ORDER_ID}`);
    expect(await screen.findByText("Cards")).toBeTruthy();
    expect(await screen.findByText("By now: 2 % + €0.21 of each payment")).toBeTruthy();
    const list = asked.filter(({ path }) => path.endsWith("/payments")).find(({ query }) => query.has("q"));
    expect(list?.query.toString()).toBe("q=REG-7&state=succeeded&limit=50");
  });

  it("says what waits for a person, and offers a way back from a filter that finds nothing", async () => {
    const { user } = visit("/meridian/money?state=failed", {
      [`GET ${BASE}/payments`]: ({ query }: Asked) => ({
        items: query.has("is_held") || !query.has("state") ? [madePayment({ review_reason: "amount" })] : [],
        next_cursor: null,
      }),
      [`GET ${BASE}/payment-disputes`]: { items: [madeDispute()], next_cursor: null },
    });
    expect(await screen.findByText("Open disputes: 1")).toBeTruthy();
    expect(await screen.findByText("Payments that wait for a decision: 1")).toBeTruthy();
    await user.click(await screen.findByRole("button", { name: "Take all filters away" }));
    expect(await screen.findByText("To review")).toBeTruthy();
  });
});

describe("the page of a payment", () => {
  it("collects a part of what is reserved, once", async () => {
    const { user, asked } = visit(`/meridian/money/payments/${PAYMENT_ID}`, {
      [`GET ${ONE}`]: madeDetails({ capturable_minor: 7800, is_captured_in_parts: true, is_voidable: true }),
      [`POST ${ONE}/capture`]: {},
    });
    await user.click(await screen.findByRole("button", { name: "Collect" }));
    const field = await screen.findByRole("textbox", { name: /Amount/ });
    await user.clear(field);
    await user.type(field, "99");
    expect(screen.getByText("Give an amount up to €78.")).toBeTruthy();
    await fill(user, field, "12,50");
    await user.click(screen.getByRole("button", { name: "Collect €12.50" }));
    expect(await screen.findByText("€12.50 is being collected.")).toBeTruthy();
    expect(sent(asked, "/capture")?.body).toEqual({ amount_minor: 1250 });
    expect(sent(asked, "/capture")?.headers.get("Idempotency-Key")).toBeTruthy();
  });

  it("lets go of what is reserved", async () => {
    const { user, asked } = visit(`/meridian/money/payments/${PAYMENT_ID}`, {
      [`GET ${ONE}`]: madeDetails({ is_voidable: true }),
      [`POST ${ONE}/void`]: {},
    });
    await user.click(await screen.findByRole("button", { name: "Let go" }));
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Let go" }));
    expect(await screen.findByText("The payment is being let go.")).toBeTruthy();
    expect(sent(asked, "/void")).toBeTruthy();
  });

  it("is refused with a reason only, and says what the provider told", async () => {
    const { user, asked } = visit(`/meridian/money/payments/${PAYMENT_ID}`, {
      [`GET ${ONE}`]: madeDetails({
        payment: madePayment({ review_reason: "amount", captured_minor: 7700 }),
        facts: [
          {
            kind: "payment.succeeded",
            object_id: "pay_1",
            amount_minor: 7700,
            currency: "EUR",
            fault: "amount",
            source: "webhook",
            occurred_at: "2026-02-01T12:01:00Z",
          },
        ],
      }),
      [`POST ${ONE}/refuse`]: madePayment(),
    });
    expect(await screen.findByText("Another amount came in than was asked.")).toBeTruthy();
    expect(screen.getByText("Told by the provider")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Refuse" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Refuse" }));
    expect(dialog.getByText("Say why.")).toBeTruthy();
    expect(sent(asked, "/refuse")).toBeUndefined();
    await fill(user, dialog.getByRole("textbox", { name: "Reason" }), "Paid twice");
    await user.click(dialog.getByRole("button", { name: "Refuse" }));
    expect(await screen.findByText("The payment is refused. Its money goes back.")).toBeTruthy();
    expect(sent(asked, "/refuse")?.body).toEqual({ reason: "Paid twice" });
  });

  it("shows its books and deliveries, reads one again, and marks a refund as sent", async () => {
    const { user, asked } = visit(`/meridian/money/payments/${PAYMENT_ID}`, {
      [`GET ${ONE}`]: madeDetails({
        refunds: [
          {
            id: "r1",
            amount_minor: 100,
            currency: "EUR",
            state: "pending",
            reason: "Storm",
            error_code: null,
            is_manual: true,
            requested_at: "2026-02-02T12:00:00Z",
            ended_at: null,
          },
        ],
      }),
      [`GET ${BASE}/ledger`]: {
        balances: [],
        items: [
          {
            id: "e1",
            payment_id: PAYMENT_ID,
            kind: "payment.collected",
            currency: "EUR",
            occurred_at: "2026-02-01T12:01:00Z",
            recorded_at: "2026-02-01T12:01:00Z",
            lines: [
              { account: "provider_receivable", amount_minor: 7800 },
              { account: "sales", amount_minor: -7800 },
            ],
          },
        ],
        next_cursor: null,
      },
      [`GET ${BASE}/payment-deliveries`]: {
        items: [{ id: "d1", state: "dead", detail: "no such event", received_at: "2026-02-01T12:01:00Z" }],
        next_cursor: null,
      },
      [`POST ${BASE}/payment-deliveries/d1/replay`]: {},
      [`POST ${ONE}/refunds/r1/sent`]: {},
    });
    expect(await screen.findByText("Payment collected")).toBeTruthy();
    expect(screen.getByText("-€78.00")).toBeTruthy();
    await user.click(await screen.findByRole("button", { name: "Read again" }));
    expect(await screen.findByText("It is being read again.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Mark as sent" }));
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Mark as sent" }));
    expect(await screen.findByText("The refund is marked as sent.")).toBeTruthy();
    expect(sent(asked, "/refunds/r1/sent")).toBeTruthy();
  });

  it("has no button that its reader may not press", async () => {
    visit(
      `/meridian/money/payments/${PAYMENT_ID}`,
      {
        [`GET ${ONE}`]: madeDetails({
          payment: madePayment({ review_reason: "amount" }),
          capturable_minor: 100,
          is_voidable: true,
        }),
      },
      ["payments.read"],
    );
    await screen.findByText("This payment waits for your decision");
    for (const name of ["Collect", "Let go", "Approve", "Refuse"]) {
      expect(screen.queryByRole("button", { name })).toBeNull();
    }
    expect(screen.queryByRole("link", { name: "REG-7" })).toBeNull();
  });
});

describe("the list of disputes", () => {
  it("says until when each waits, and where evidence is given", async () => {
    const { user, asked } = visit("/meridian/money/disputes", {
      [`GET ${BASE}/payment-disputes`]: {
        items: [
          madeDispute(),
          madeDispute({ id: "d2", description: "REG-8", state: "open", respond_by: "2026-01-01T00:00:00Z" }),
        ],
        next_cursor: null,
      },
    });
    expect(await screen.findByRole("link", { name: "REG-7" })).toBeTruthy();
    expect(screen.getByText("The time is over")).toBeTruthy();
    expect(screen.getAllByText("Nothing was delivered")).toHaveLength(2);
    expect(screen.getByText(/Answer with evidence before the time is over/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Status" }));
    await user.click(await screen.findByRole("radio", { name: "Lost" }));
    await waitFor(() => expect(asked.at(-1)?.query.get("state")).toBe("lost"));
  });

  it("is closed to who may not see money", async () => {
    visit("/meridian/money/disputes", {}, ["orders.read"]);
    expect(await screen.findByRole("heading", { level: 2, name: "You may not see this" })).toBeTruthy();
  });
});

it("a payment leads to the provider's own pages about it, its refunds and disputes", async () => {
  const url = "https://dashboard.example/payments/pay_1";
  const items = [
    { page: "payment", object_id: "pay_1", url },
    { page: "refund", object_id: "re_1", url: "https://dashboard.example/refunds/re_1" },
  ];
  visit(`/meridian/money/payments/${PAYMENT_ID}`, {
    [`GET ${ONE}/provider-links`]: { provider: "Stripe", items },
  });
  const [first, second] = await screen.findAllByRole("link", { name: "Open at Stripe" });
  expect(first?.getAttribute("href")).toBe(url);
  expect(first?.getAttribute("rel")).toBe("noopener noreferrer");
  expect(second?.getAttribute("href")).toBe("https://dashboard.example/refunds/re_1");
});

it("a payment of a provider without pages, or that a person took, leads nowhere", async () => {
  const { asked } = visit(`/meridian/money/payments/${PAYMENT_ID}`, {
    [`GET ${ONE}`]: madeDetails({ payment: madePayment({ connection_id: null }) }),
  });
  expect(await screen.findByRole("heading", { level: 1, name: "Payment for REG-7" })).toBeTruthy();
  expect(screen.queryByRole("link", { name: /Open at/ })).toBeNull();
  expect(asked.some(({ path }) => path.endsWith("/provider-links"))).toBe(false);
});

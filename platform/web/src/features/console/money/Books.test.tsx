import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { organization, renderConsole, type Answers, type Asked } from "../testing";
import "./PayoutList";
import "./PayoutPage";
import "./Reconciliation";
import "./Statements";
import { fill } from "../../../ui/testing";
import { CONNECTION_ID, ORDER_ID, PAYMENT_ID } from "./testing";
import texts from "./texts/en.json";

const ALL = [
  "payments.read",
  "orders.read",
  "connections.read",
  "accounting.read",
  "accounting.reconcile",
  "accounting.import",
];
const BASE = `/organizations/${organization().id}`;
const NONE = { items: [], next_cursor: null };
const PAYOUT = {
  id: "po1",
  connection_id: CONNECTION_ID,
  provider_ref: "po_77",
  currency: "EUR",
  amount_minor: 7655,
  fee_minor: 145,
  paid_at: "2026-02-05T12:00:00Z",
  recorded_at: "2026-02-05T12:00:00Z",
};
const FINDING = {
  id: "f1",
  kind: "provider_missing",
  says: "",
  subject: "x",
  order_id: ORDER_ID,
  payment_id: PAYMENT_ID,
  connection_id: null,
  currency: "EUR",
  expected: 7800,
  found: 0,
  state: "open",
  first_seen_at: "2026-02-05T12:00:00Z",
  last_seen_at: "2026-02-05T12:00:00Z",
  settled_at: null,
  settled_by: "",
  reason: "",
};
const LINE = {
  id: "l1",
  connection_id: CONNECTION_ID,
  booked_on: "2026-02-03",
  amount_minor: 7800,
  currency: "EUR",
  text: "Lantern",
  party: "Ada",
  party_account: "",
  state: "unmatched",
  payment_id: null,
  reason: "",
  imported_at: "2026-02-03T12:00:00Z",
  settled_at: null,
};
const REPORT = { lines: 2, known: 0, matched: 1, unmatched: 1, passed_over: 0, wrong_sums: [], is_dry_run: true };

function visit(at: string, answers: Answers = {}, permissions: string[] = ALL) {
  const here = organization({ permissions });
  return renderConsole(routes, {
    at,
    texts: { money: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      "GET /adapters": {
        items: [{ key: "acme", capabilities: { payouts: true, methods: [{ flow: "instructions" }] } }],
      },
      [`GET ${BASE}/connections`]: { items: [{ id: CONNECTION_ID, name: "Cards", adapter_key: "acme" }] },
      [`GET ${BASE}/payouts`]: { items: [PAYOUT], next_cursor: null },
      [`GET ${BASE}/reconciliation-findings`]: ({ query }: Asked) =>
        query.get("state") === "open" ? { items: [FINDING], next_cursor: null } : NONE,
      [`GET ${BASE}/reconciliations`]: NONE,
      [`GET ${BASE}/payment-statement-lines`]: { items: [LINE], next_cursor: null },
      ...answers,
    },
  });
}

const posts = (asked: readonly Asked[]): readonly Asked[] => asked.filter(({ method }) => method === "POST");

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("payouts", () => {
  it("are listed, their report is read, and each says what it carried and what disagrees", async () => {
    const item = {
      line_id: "1",
      kind: "charge",
      gross_minor: 7800,
      fee_minor: 145,
      net_minor: 7655,
      currency: "EUR",
      occurred_at: "2026-02-01T12:00:00Z",
      provider_ref: "pay_1",
      object_id: null,
      payment_id: PAYMENT_ID,
      difference: "provider_fee",
    };
    const { user, asked } = visit("/meridian/money/payouts", {
      [`POST ${BASE}/payouts/refresh`]: { items: 3, payouts: 1, booked: 1 },
      [`GET ${BASE}/payouts/po1`]: { payout: PAYOUT, items: [item], items_net_minor: 7000 },
    });
    await user.click(await screen.findByRole("button", { name: "Read the report now" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Read the report now" }));
    expect(await screen.findByText("The report is read. New payouts: 1, lines: 3")).toBeTruthy();
    expect(posts(asked)[0]?.body).toEqual({ connection_id: CONNECTION_ID });
    await user.click(screen.getByRole("link", { name: /5 Feb/ }));
    expect(await screen.findByRole("heading", { level: 1, name: "Payout of €76.55" })).toBeTruthy();
    expect(screen.getByText("The lines do not add up to the payout")).toBeTruthy();
    expect(screen.getByText("Lines that disagree with our books: 1")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Payment" }).getAttribute("href")).toBe(
      `/meridian/money/payments/${PAYMENT_ID}`,
    );
  });
});

describe("the reconciliation", () => {
  it("compares and mends, and says what differs", async () => {
    const { user, asked } = visit("/meridian/money/reconciliation", {
      [`POST ${BASE}/reconciliations`]: {
        orders: 5,
        payments: 4,
        items: 3,
        asked: 0,
        repaired: 2,
        differences: [{ ...FINDING, kind: "tickets", currency: "", expected: 3, found: 2, name: "" }],
      },
    });
    await user.click(await screen.findByRole("button", { name: "Compare and mend" }));
    expect(await screen.findByText("Differences: 1")).toBeTruthy();
    expect(screen.getByText(/not as many as the places. Expected 3, found 2/)).toBeTruthy();
    expect(screen.getByText("Mended: 2")).toBeTruthy();
    expect(posts(asked)[0]?.body).toEqual({ repair: true, ask_provider: false });
  });

  it("leads from a finding to its order, and settles it with a reason", async () => {
    const { user, asked } = visit("/meridian/money/reconciliation", {
      [`POST ${BASE}/reconciliation-findings/f1/settle`]: FINDING,
    });
    expect(await screen.findByText("Expected €78, found €0.")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Look at the order" }).getAttribute("href")).toBe(
      `/meridian/orders/${ORDER_ID}`,
    );
    await user.click(screen.getByRole("button", { name: "Mark as dealt with" }));
    const dialog = within(await screen.findByRole("dialog"));
    await fill(user, dialog.getByRole("textbox", { name: "Reason" }), "Paid by cheque");
    await user.click(dialog.getByRole("button", { name: "Mark as dealt with" }));
    expect(await screen.findByText("It is marked as dealt with.")).toBeTruthy();
    expect(posts(asked)[0]?.body).toEqual({ reason: "Paid by cheque" });
    await user.click(screen.getByRole("button", { name: "Gone by themselves" }));
    expect(await screen.findByText("Nothing has gone by itself")).toBeTruthy();
  });

  it("offers nothing to who may only look", async () => {
    visit("/meridian/money/reconciliation", {}, ["accounting.read"]);
    expect(await screen.findByText("Expected €78, found €0.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Compare and mend" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Mark as dealt with" })).toBeNull();
    expect(screen.queryByRole("link", { name: "Look at the order" })).toBeNull();
  });
});

describe("bank statements", () => {
  it("are tried first, and then brought in", async () => {
    const { user, asked } = visit("/meridian/money/statements", {
      [`POST ${BASE}/payment-statements`]: ({ query }: Asked) => ({
        ...REPORT,
        is_dry_run: query.get("dry_run") === "true",
      }),
    });
    const file = new File(["<Document/>"], "march.xml", { type: "text/xml" });
    await user.upload(await screen.findByLabelText("File of the statement"), file);
    expect(await screen.findByText("Tried, nothing is changed yet. Lines: 2")).toBeTruthy();
    expect(screen.getByText("Wait for you: 1")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Bring it in" }));
    expect(await screen.findByText("Brought in. Lines: 2")).toBeTruthy();
    expect(posts(asked).map(({ query }) => query.get("dry_run"))).toEqual(["true", "false"]);
    expect(posts(asked)[0]?.headers.get("Content-Type")).toBe("application/xml");
  });

  it("leave lines that are assigned by the order's number, or set aside", async () => {
    const { user, asked } = visit("/meridian/money/statements", {
      [`POST ${BASE}/payment-statement-lines/l1/assign`]: LINE,
      [`POST ${BASE}/payment-statement-lines/l1/ignore`]: LINE,
    });
    await user.click(await screen.findByRole("button", { name: "More for Ada" }));
    await user.click(await screen.findByRole("menuitem", { name: "Assign to an order" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Assign to an order" }));
    expect(dialog.getByText("Give the number of the order.")).toBeTruthy();
    await fill(user, dialog.getByRole("textbox", { name: "Number of the order" }), "REG-7");
    await user.click(dialog.getByRole("button", { name: "Assign to an order" }));
    await waitFor(() => expect(posts(asked)[0]?.body).toEqual({ order_number: "REG-7" }));
    await user.click(await screen.findByRole("button", { name: "More for Ada" }));
    await user.click(await screen.findByRole("menuitem", { name: "Set aside" }));
    const aside = within(await screen.findByRole("dialog"));
    await fill(user, aside.getByRole("textbox", { name: "Reason" }), "Rent");
    await user.click(aside.getByRole("button", { name: "Set aside" }));
    expect(await screen.findByText("The line is set aside.")).toBeTruthy();
  });
});

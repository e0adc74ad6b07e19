import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { catchDownloads, madeEvent, organization, renderConsole, type Answers } from "../testing";
import "./JobPage";
import "./OrderPage";
import { fill } from "../../../ui/testing";
import { foundOrder, madeOrder, ORDER_ID } from "./testing";
import texts from "./texts/en.json";

const HERE = organization({
  permissions: ["events.read", "orders.read", "orders.refund", "order-notes.write", "notifications.send", "jobs.read"],
});
const BASE = `/organizations/${HERE.id}`;
const ORDER = `${BASE}/orders/${ORDER_ID}`;
const EVENT = madeEvent();
const NONE = { items: [], next_cursor: null };
const JOB = {
  id: "0190b1de-0000-7000-8000-000000000b0b",
  kind: "orders.refund",
  state: "done",
  started_by: "user:1",
  started_at: "2026-02-01T12:00:00Z",
  finished_at: "2026-02-01T12:00:01Z",
  total: 1,
  done: 1,
  skipped: 0,
  failed: 0,
};

function visit(at: string, answers: Answers = {}) {
  return renderConsole(routes, {
    at,
    texts: { orders: texts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${ORDER}`]: madeOrder(),
      [`GET ${ORDER}/notes`]: NONE,
      [`GET ${ORDER}/tags`]: { order_id: ORDER_ID, tag_ids: [], attendees: [] },
      [`GET ${ORDER}/timeline`]: {
        items: [
          {
            id: "0190b1de-0000-7000-8000-000000000901",
            kind: "order.confirmed",
            at: "2026-02-01T12:01:00Z",
            actor: { kind: "system", id: "", name: "", on_behalf_of: "" },
            resource: "order",
            resource_id: ORDER_ID,
            values: {},
            before: {},
          },
        ],
        next_cursor: null,
      },
      [`GET ${BASE}/order-tags`]: { items: [] },
      [`GET ${BASE}/saved-views`]: { items: [] },
      [`GET ${BASE}/jobs`]: NONE,
      [`GET ${BASE}/orders/search`]: { items: [foundOrder()], next_cursor: null },
      [`GET ${BASE}/orders/search/count`]: { count: 1, is_exact: true },
      [`GET ${BASE}/events/${EVENT.id}`]: EVENT,
      [`GET ${BASE}/events/${EVENT.id}/ticket-types`]: { items: [] },
      [`GET ${BASE}/events/${EVENT.id}/pools`]: { items: [] },
      ...answers,
    },
  });
}

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

it("an order is refunded after its dialog has said what that does", async () => {
  const preview = {
    order_id: ORDER_ID,
    order_state: "cancelled",
    money_state: "refunded",
    amount_minor: 7800,
    currency: "EUR",
    connection_id: ORDER_ID,
    payment_id: ORDER_ID,
    method: "card",
    platform_fee_minor: 0,
    preview_token: "seen",
    ticket_ids: [ORDER_ID],
    places: [{ pool_id: ORDER_ID, places: 2 }],
    documents: [
      { kind: "credit_note", corrects: "INV-1", currency: "EUR", net_minor: 1, tax_minor: 1, total_minor: 2 },
    ],
    ledger: [{ account: "refunds", amount_minor: 7800, currency: "EUR" }],
  };
  const { user, asked } = visit(`/meridian/orders/${ORDER_ID}`, {
    [`POST ${ORDER}/refunds/preview`]: preview,
    [`POST ${ORDER}/refunds`]: {},
  });
  expect(await screen.findByText("Order confirmed")).toBeTruthy();
  await user.click(await screen.findByRole("button", { name: "Refund" }));
  expect(await screen.findByText("Void afterwards: 1")).toBeTruthy();
  expect(screen.getByText("corrects INV-1")).toBeTruthy();
  await user.click(await screen.findByRole("button", { name: "Refund €78" }));
  expect(await screen.findByText("€78 is being refunded.")).toBeTruthy();
  const sent = asked.find(({ path }) => path.endsWith("/refunds"));
  expect(sent?.body).toMatchObject({ amount_minor: null, preview_token: "seen" });
  expect(sent?.headers.get("Idempotency-Key")).toBeTruthy();
});

it("an order whose application was denied says so, when, and by whom", async () => {
  const denied = {
    order_id: ORDER_ID,
    state: "denied",
    applied_at: "2026-02-01T12:00:00Z",
    expires_at: null,
    decision: { decision: "deny", decided_at: "2026-02-02T12:00:00Z", decided_by: "user:7", message: "" },
  };
  const member = { user_id: "7", display_name: "Dana Fox", email: "dana@example.org" };
  const may = organization({ permissions: [...HERE.permissions, "members.read"] });
  visit(`/meridian/orders/${ORDER_ID}`, {
    "GET /me/organizations": { items: [may], next_cursor: null },
    [`GET ${ORDER}`]: madeOrder({ state: "cancelled", applied_at: denied.applied_at }),
    [`GET ${ORDER}/application`]: denied,
    [`GET ${BASE}/members`]: { items: [member], next_cursor: null },
  });
  expect(await screen.findByText("The application was denied")).toBeTruthy();
  expect(await screen.findByText(/2 Feb.*, by Dana Fox\. That is why the order is cancelled\./)).toBeTruthy();
});

it("the tickets of an order are downloaded by who may change orders", async () => {
  const made = catchDownloads();
  const pdf = (): Response => new Response("%PDF", { headers: { "Content-Type": "application/pdf" } });
  const calendar = (): Response => new Response("BEGIN", { headers: { "Content-Type": "text/calendar" } });
  const refused = { status: 409, code: "orders.not-confirmed", title: "The order has no tickets" };
  let answer = pdf;
  const { user } = visit(`/meridian/orders/${ORDER_ID}`, {
    "GET /me/organizations": {
      items: [organization({ permissions: [...HERE.permissions, "orders.edit"] })],
      next_cursor: null,
    },
    [`GET ${ORDER}/tickets.pdf`]: () => answer(),
    [`GET ${ORDER}/tickets.ics`]: calendar,
  });
  await user.click(await screen.findByRole("button", { name: "Download PDF" }));
  await user.click(screen.getByRole("button", { name: "Download calendar entry" }));
  await waitFor(() => expect(made).toHaveBeenCalledTimes(2));
  expect(made.mock.calls.map(([file]) => (file as Blob).type)).toEqual(["application/pdf", "text/calendar"]);
  answer = () => Response.json(refused, { status: 409 });
  await user.click(screen.getByRole("button", { name: "Download PDF" }));
  expect(await screen.findByText("The order has no tickets")).toBeTruthy();
});

it("selected orders are refunded as a job that says what came of each", async () => {
  const { user, asked } = visit("/meridian/orders?state=confirmed", {
    [`POST ${BASE}/bulk-actions/refund-orders`]: JOB,
    [`GET ${BASE}/jobs/${JOB.id}`]: JOB,
    [`GET ${BASE}/jobs/${JOB.id}/items`]: {
      items: [{ id: JOB.id, subject_id: ORDER_ID, state: "done", code: "", detail: "", finished_at: null }],
      next_cursor: null,
    },
  });
  await user.click(await screen.findByRole("checkbox", { name: "Select Ada Lovelace" }));
  await user.click(screen.getByRole("button", { name: "Refund" }));
  await fill(user, await screen.findByLabelText(/Reason/), "Storm");
  await user.click(screen.getAllByRole("button", { name: "Refund" }).at(-1)!);
  await user.click(await screen.findByText("See how far it is"));
  expect(await screen.findByRole("heading", { level: 1, name: "Refund orders" })).toBeTruthy();
  await waitFor(() => expect(screen.getByText("Ada Lovelace")).toBeTruthy());
  const sent = asked.find(({ path }) => path.endsWith("/refund-orders"));
  expect(sent?.body).toEqual({ order_ids: [ORDER_ID], reason: "Storm" });
});

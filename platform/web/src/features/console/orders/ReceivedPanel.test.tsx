import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import "./OrderPage";
import "./ReceivedPanel";
import { fill } from "../../../ui/testing";
import { madeOrder, ORDER_ID } from "./testing";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "orders.read", "orders.record-payments"] });
const BASE = `/organizations/${HERE.id}`;
const ORDER = `${BASE}/orders/${ORDER_ID}`;
const EVENT = madeEvent({ time_zone: "Europe/Berlin" });
const NONE = { items: [], next_cursor: null };
const WAITING = madeOrder({ state: "awaiting_payment", money_state: "unpaid", paid_minor: 0, tickets: [] });
const TAKEN = {
  id: "0190b1de-0000-7000-8000-000000000701",
  order_id: ORDER_ID,
  payment_id: "0190b1de-0000-7000-8000-000000000702",
  method: "cash",
  amount_minor: 2800,
  currency: "EUR",
  received_at: "2026-02-01T12:00:00Z",
  reference: "R-17",
  note: "at the desk",
  recorded_by: "user:1",
  recorded_at: "2026-02-01T12:00:00Z",
};

function visit(answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: `/meridian/orders/${ORDER_ID}`,
    texts: { orders: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${ORDER}`]: WAITING,
      [`GET ${ORDER}/notes`]: NONE,
      [`GET ${ORDER}/tags`]: { order_id: ORDER_ID, tag_ids: [], attendees: [] },
      [`GET ${ORDER}/timeline`]: NONE,
      [`GET ${ORDER}/received-payments`]: { items: [] },
      [`POST ${ORDER}/received-payments`]: TAKEN,
      [`GET ${BASE}/order-tags`]: { items: [] },
      [`GET ${BASE}/events/${EVENT.id}`]: EVENT,
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

async function open({ user }: ReturnType<typeof visit>): Promise<HTMLElement> {
  await user.click(await screen.findByRole("button", { name: "Mark as paid" }));
  return screen.findByRole("dialog", { name: "Mark as paid" });
}

it("what was taken is recorded once, with how and when it came", async () => {
  const shown = visit();
  const panel = within(await open(shown));
  expect(panel.getByText(/The order is paid in full/)).toBeTruthy();
  await shown.user.click(panel.getByRole("radio", { name: "Card terminal" }));
  await fill(shown.user, panel.getByLabelText(/Receipt/), " T-9 ");
  const amount = panel.getByLabelText(/Amount/);
  await shown.user.clear(amount);
  await shown.user.type(amount, "50");
  expect(panel.getByText(/This is a part/)).toBeTruthy();
  await shown.user.click(panel.getByRole("button", { name: "Record payment" }));
  expect(await screen.findByText("The payment is recorded.")).toBeTruthy();
  const sent = shown.asked.find(({ method, path }) => method === "POST" && path.endsWith("/received-payments"));
  expect(sent?.body).toEqual({
    method: "card_terminal",
    amount_minor: 5000,
    received_at: null,
    reference: "T-9",
    note: "",
  });
  expect(sent?.headers.get("Idempotency-Key")).toBeTruthy();
});

it("too much, and what the server refuses, is said at its field", async () => {
  const shown = visit({
    [`POST ${ORDER}/received-payments`]: Response.json(
      { code: "invalid", errors: [{ pointer: "/received_at", detail: "This time is yet to come." }] },
      { status: 422 },
    ),
  });
  const panel = within(await open(shown));
  const amount = panel.getByLabelText(/Amount/);
  await shown.user.clear(amount);
  await shown.user.type(amount, "79");
  await shown.user.click(panel.getByRole("button", { name: "Record payment" }));
  expect(panel.getAllByText(/€78/).length).toBeGreaterThan(1);
  await shown.user.clear(amount);
  await shown.user.type(amount, "78");
  await shown.user.click(panel.getByRole("button", { name: "Record payment" }));
  expect(await panel.findByRole("link", { name: "This time is yet to come." })).toBeTruthy();
});

it("whoever may not record sees what was taken, and no button", async () => {
  visit(
    { [`GET ${ORDER}/received-payments`]: { items: [TAKEN] } },
    organization({ permissions: ["events.read", "orders.read"] }),
  );
  expect(await screen.findByText("R-17 · at the desk")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Mark as paid" })).toBeNull();
});

import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import "./BankLineDialog";
import "./OrderPage";
import { madeOrder, ORDER_ID } from "./testing";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "orders.read", "payments.read", "accounting.import"] });
const BASE = `/organizations/${HERE.id}`;
const ORDER = `${BASE}/orders/${ORDER_ID}`;
const EVENT = madeEvent();
const NONE = { items: [], next_cursor: null };
const CONNECTION = "0190b1de-0000-7000-8000-00000000c011";
const PAYMENT = {
  id: "0190b1de-0000-7000-8000-00000000a111",
  connection_id: CONNECTION,
  method: "transfer",
  is_open: true,
  state: "processing",
  amount_minor: 7800,
  captured_minor: 0,
  refunded_minor: 0,
  currency: "EUR",
  opened_at: "2026-02-01T12:00:00Z",
  settled_at: null,
};
const line = (id: string, amount_minor: number, party: string) => ({
  id,
  amount_minor,
  party,
  currency: "EUR",
  booked_on: "2026-02-03",
  text: "Lantern",
});
const LINES = [line("l1", 7800, "Ada"), line("l2", 3000, "Ben"), line("l3", 9000, "Cy"), line("l4", -500, "Bank")];

function visit(answers: Answers = {}) {
  return renderConsole(routes, {
    at: `/meridian/orders/${ORDER_ID}`,
    texts: { orders: texts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${ORDER}`]: madeOrder({ state: "awaiting_payment", money_state: "unpaid", paid_minor: 0, tickets: [] }),
      [`GET ${ORDER}/notes`]: NONE,
      [`GET ${ORDER}/tags`]: { order_id: ORDER_ID, tag_ids: [], attendees: [] },
      [`GET ${ORDER}/timeline`]: NONE,
      [`GET ${BASE}/payments`]: { items: [PAYMENT], next_cursor: null },
      [`GET ${BASE}/payment-statement-lines`]: { items: LINES, next_cursor: null },
      [`POST ${BASE}/payment-statement-lines/l1/assign`]: LINES[0],
      [`GET ${BASE}/order-tags`]: { items: [] },
      [`GET ${BASE}/events/${EVENT.id}`]: EVENT,
      [`GET ${BASE}/events/${EVENT.id}/ticket-types`]: { items: [] },
      ...answers,
    },
  });
}

beforeEach(() => void vi.stubGlobal("scrollTo", () => undefined));

it("a transfer that named no order is assigned to the one that waits, after its effect is said", async () => {
  const { user, asked } = visit();
  await user.click(await screen.findByRole("button", { name: "Assign a bank transfer" }));
  const dialog = within(await screen.findByRole("dialog"));
  await user.click(await dialog.findByRole("radio", { name: /Ben/ }));
  expect(dialog.getByText("It is a part; €48 is still to come.")).toBeTruthy();
  await user.click(dialog.getByRole("radio", { name: /Cy/ }));
  expect(dialog.getByText(/held for review/)).toBeTruthy();
  expect(dialog.queryByRole("radio", { name: /Bank/ })).toBeNull();
  await user.click(dialog.getByRole("radio", { name: /Ada/ }));
  expect(dialog.getByText(/paid in full/)).toBeTruthy();
  await user.click(dialog.getByRole("button", { name: "Assign" }));
  expect(await screen.findByText("The transfer is assigned. The order follows in a moment.")).toBeTruthy();
  const search = asked.find(({ path }) => path.endsWith("/payment-statement-lines"))?.query;
  expect([search?.get("state"), search?.get("connection_id")]).toEqual(["unmatched", CONNECTION]);
  expect(asked.find(({ method }) => method === "POST")?.body).toEqual({ payment_id: PAYMENT.id });
});

it("nothing is to assign where no money came in over the payment's connection", async () => {
  const { asked } = visit({ [`GET ${BASE}/payment-statement-lines`]: { items: [LINES[3]], next_cursor: null } });
  await screen.findByText("Payments and documents");
  await waitFor(() => expect(asked.some(({ path }) => path.endsWith("/payment-statement-lines"))).toBe(true));
  expect(screen.queryByRole("button", { name: "Assign a bank transfer" })).toBeNull();
});

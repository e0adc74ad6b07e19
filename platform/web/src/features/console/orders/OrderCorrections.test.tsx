import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import checkout from "../../checkout/texts/en.json";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import "./AnswerFields";
import "./AttendeePanel";
import "./BuyerPanel";
import "./OrderPage";
import "./TicketCancelDialog";
import { fill } from "../../../ui/testing";
import type { Order } from "./queries";
import { madeOrder, ORDER_ID } from "./testing";
import texts from "./texts/en.json";

const HERE = organization({
  permissions: ["events.read", "catalog.read", "orders.read", "orders.edit", "notifications.send"],
});
const BASE = `/organizations/${HERE.id}`;
const ORDER = `${BASE}/orders/${ORDER_ID}`;
const EVENT = madeEvent();
const GUEST = madeOrder().attendees[0]!;
const NONE = { items: [], next_cursor: null };
const MEAL = { key: "meal", type: "short_text", label: { en: "What do you eat?" } };
const COMPANY = { key: "company", type: "short_text", scope: "order", label: { en: "Which company?" } };

/** The order with an ETag, as the server answers it. */
function tagged(changes: Partial<Order> = {}, etag = '"7"') {
  return () => Response.json(madeOrder(changes), { headers: { ETag: etag } });
}

function visit(answers: Answers = {}) {
  return renderConsole(routes, {
    at: `/meridian/orders/${ORDER_ID}`,
    texts: { orders: texts, checkout },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${ORDER}`]: tagged({ answers: { company: "Ropes" } }),
      [`GET ${ORDER}/notes`]: NONE,
      [`GET ${ORDER}/tags`]: { order_id: ORDER_ID, tag_ids: [], attendees: [] },
      [`GET ${ORDER}/timeline`]: NONE,
      [`GET ${BASE}/order-tags`]: { items: [] },
      [`GET ${BASE}/events/${EVENT.id}`]: EVENT,
      [`GET ${BASE}/events/${EVENT.id}/ticket-types`]: { items: [] },
      [`GET ${BASE}/events/${EVENT.id}/registration-form`]: {
        id: EVENT.id,
        version: 1,
        language: "en",
        questions: [MEAL, COMPANY],
      },
      [`PATCH ${ORDER}`]: tagged({}, '"8"'),
      [`POST ${ORDER}/correct-email`]: madeOrder(),
      [`PATCH ${ORDER}/attendees/${GUEST.id}`]: GUEST,
      [`POST ${ORDER}/resend-tickets`]: {},
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

it("name and answers of the buyer are saved first, and the address over what that made", async () => {
  const { user, asked } = visit();
  await user.click(await screen.findByRole("button", { name: "Correct the buyer" }));
  const panel = within(await screen.findByRole("dialog"));
  for (const [label, text] of [
    [/^Name/, "Ada King"],
    [/^Email/, "king@example.org"],
    [/Which company/, "Sails"],
  ] as const) {
    const field = await panel.findByLabelText(label);
    await fill(user, field, text);
  }
  expect(panel.getByText(/Tickets with new codes: 1/)).toBeTruthy();
  expect(panel.getByText(/sent to ada@example.org open nothing/)).toBeTruthy();
  await user.click(panel.getByRole("button", { name: "Save" }));
  await user.click(await screen.findByRole("button", { name: "Send tickets again" }));
  const [named, moved] = asked.filter(({ method }) => method !== "GET");
  expect(named?.body).toEqual({ buyer: { name: "Ada King" }, answers: { company: "Sails" } });
  expect(named?.headers.get("If-Match")).toBe('"7"');
  expect(moved?.body).toEqual({ email: "king@example.org" });
  expect(moved?.headers.get("If-Match")).toBe('"8"');
});

it("somebody else comes instead of an attendee without being asked who", async () => {
  const { user, asked } = visit();
  await user.click(await screen.findByRole("button", { name: "Replace Charles Babbage" }));
  const panel = within(await screen.findByRole("dialog"));
  expect(panel.getByRole("radio", { name: /^Yes/ })).toHaveProperty("checked", true);
  await fill(user, panel.getByLabelText(/^Name/), "Mary Somerville");
  await user.click(panel.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("The correction is saved.")).toBeTruthy();
  const sent = asked.find(({ method }) => method === "PATCH");
  expect(sent?.body).toEqual({ name: "Mary Somerville", answers: {}, is_other_person: true });
});

const TICKET = madeOrder().tickets[0]!;
const QUOTE = {
  order_id: ORDER_ID,
  currency: "EUR",
  ticket_ids: [TICKET.id],
  is_whole: false,
  amount_minor: 3400,
  kept_minor: 500,
  refusal: null,
  pieces: [],
};

it("one ticket is cancelled for exactly what its dialog says comes back", async () => {
  const { user, asked } = visit({
    [`GET ${ORDER}/cancellation`]: QUOTE,
    [`POST ${ORDER}/cancellation`]: Response.json({}, { status: 202 }),
  });
  await user.click(await screen.findByRole("button", { name: "Cancel ticket: Charles Babbage" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Cancel ticket" }));
  expect(await dialog.findByText(/^€34 goes back/)).toBeTruthy();
  expect(dialog.getByText("€5 of its price is kept.")).toBeTruthy();
  await user.click(dialog.getByRole("button", { name: "Cancel ticket" }));
  expect(await screen.findByText("The ticket is cancelled.")).toBeTruthy();
  const sent = asked.find(({ method }) => method === "POST");
  expect(sent?.body).toEqual({ ticket_ids: [TICKET.id], amount_minor: 3400 });
});

it("a ticket for which nothing would come back is not offered to be cancelled", async () => {
  const { user } = visit({ [`GET ${ORDER}/cancellation`]: { ...QUOTE, amount_minor: 0, refusal: "no-refund" } });
  await user.click(await screen.findByRole("button", { name: "Cancel ticket: Charles Babbage" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Cancel ticket" }));
  expect(await dialog.findByText(texts["ticketCancel.refused.nothing"])).toBeTruthy();
  expect(dialog.queryByRole("button", { name: "Cancel ticket" })).toBeNull();
});

it("another person inherits nothing, and what is still asked is said at its field", async () => {
  const { user, asked } = visit({
    [`PATCH ${ORDER}/attendees/${GUEST.id}`]: () =>
      Response.json(
        { code: "invalid", errors: [{ pointer: "/answers/meal", detail: "Please answer this" }] },
        { status: 422 },
      ),
  });
  await user.click(await screen.findByRole("button", { name: "Correct Charles Babbage" }));
  const panel = within(await screen.findByRole("dialog"));
  await user.click(panel.getByRole("radio", { name: /^Yes/ }));
  await fill(user, panel.getByLabelText(/^Name/), "Mary Somerville");
  expect(panel.getByText("Address and answers of Charles Babbage are removed.")).toBeTruthy();
  await user.click(panel.getByRole("button", { name: "Save" }));
  expect(await panel.findByRole("link", { name: "Please answer this" })).toBeTruthy();
  const sent = asked.find(({ method }) => method === "PATCH");
  expect(sent?.body).toEqual({ name: "Mary Somerville", answers: {}, is_other_person: true });
});

it("what somebody else wrote meanwhile is shown beside one's own, and one of both is chosen", async () => {
  let now = tagged();
  const { user, asked } = visit({
    [`GET ${ORDER}`]: () => now(),
    [`PATCH ${ORDER}/attendees/${GUEST.id}`]: ({ headers }: { headers: Headers }) =>
      headers.get("If-Match") === '"9"'
        ? GUEST
        : Response.json({ code: "precondition-failed", errors: [] }, { status: 412 }),
  });
  await user.click(await screen.findByRole("button", { name: "Correct Charles Babbage" }));
  const name = await screen.findByLabelText(/^Name/);
  await fill(user, name, "C. Babbage");
  now = tagged({ attendees: [{ ...GUEST, name: "Charlie" }] }, '"9"');
  await user.click(screen.getByRole("button", { name: "Save" }));
  const sides = within(await screen.findByRole("dialog", { name: "Somebody else saved meanwhile" }));
  expect(sides.getByText("Charlie")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Save mine" }));
  expect(await screen.findByText("The correction is saved.")).toBeTruthy();
  await waitFor(() =>
    expect(asked.filter(({ method }) => method === "PATCH").map(({ body }) => body)).toEqual([
      { name: "C. Babbage" },
      { name: "C. Babbage" },
    ]),
  );
});

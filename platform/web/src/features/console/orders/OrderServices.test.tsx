import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import applicationTexts from "../applications/texts/en.json";
import "../applications/texts";
import "./OrderApplication";
import "./OrderFiles";
import "./OrderPage";
import "./PayLinkPanel";
import "./OfferPanel";
import "./ReturnDialog";
import { fill } from "../../../ui/testing";
import { madeOrder, ORDER_ID } from "./testing";
import texts from "./texts/en.json";

const SEES = ["events.read", "orders.read", "catalog.read"];
const TEAM = [...SEES, "orders.edit"];
const BASE = `/organizations/${organization().id}`;
const ORDER = `${BASE}/orders/${ORDER_ID}`;
const EVENT = madeEvent();
const TICKET = madeOrder().tickets[0]!;
const [GUEST] = madeOrder().attendees;
const NONE = { items: [], next_cursor: null };
const FILE = {
  id: "0190b1de-0000-7000-8000-00000000f11e",
  name: "card.png",
  media_type: "image/png",
  bytes: 2048,
  scan: "none",
  sent_at: "2026-02-01T12:00:00Z",
  link: { url: "https://turnout.example/files/card", expires_at: "2026-02-01T12:10:00Z" },
};
const OPEN = {
  id: "0190b1de-0000-7000-8000-0000000000e1",
  order_id: ORDER_ID,
  ticket_id: TICKET.id,
  event_id: TICKET.event_id,
  state: "offered",
  recipient_email: "grace@example.org",
  offered_at: "2026-02-01T12:00:00Z",
  expires_at: "2026-02-08T12:00:00Z",
  ended_at: null,
};

function visit(answers: Answers = {}, { order = madeOrder(), permissions = TEAM } = {}) {
  return renderConsole(routes, {
    at: `/meridian/orders/${ORDER_ID}`,
    texts: { orders: texts, applications: applicationTexts },
    answers: {
      "GET /me/organizations": { items: [organization({ permissions })], next_cursor: null },
      [`GET ${ORDER}`]: order,
      [`GET ${ORDER}/notes`]: NONE,
      [`GET ${ORDER}/tags`]: { order_id: ORDER_ID, tag_ids: [], attendees: [] },
      [`GET ${ORDER}/timeline`]: NONE,
      [`GET ${ORDER}/files`]: { items: [] },
      [`GET ${ORDER}/transfers`]: { items: [] },
      [`GET ${BASE}/order-tags`]: { items: [] },
      [`GET ${BASE}/events/${EVENT.id}`]: EVENT,
      [`GET ${BASE}/events/${EVENT.id}/ticket-types`]: { items: [] },
      [`GET ${BASE}/events/${EVENT.id}/order-actions`]: { items: [] },
      ...answers,
    },
  });
}

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

it("a ticket is offered to another person, who is said until when, and taken back", async () => {
  let items: unknown[] = [];
  const { user, asked } = visit({
    [`GET ${ORDER}/transfers`]: () => ({ items }),
    [`POST ${ORDER}/tickets/${TICKET.id}/transfer`]: () => {
      items = [OPEN];
      return OPEN;
    },
    [`DELETE ${ORDER}/tickets/${TICKET.id}/transfer`]: () => {
      items = [{ ...OPEN, state: "withdrawn" }];
      return new Response(null, { status: 204 });
    },
  });
  await user.click(await screen.findByRole("button", { name: "Pass on the ticket: Charles Babbage" }));
  await user.click(await screen.findByRole("button", { name: "Send the offer" }));
  expect((await screen.findAllByText("Enter an email address")).length).toBeGreaterThan(0);
  await fill(user, screen.getByLabelText(/Email of the new holder/), "grace@example.org");
  await user.click(screen.getByRole("button", { name: "Send the offer" }));
  expect(await screen.findByText(/Offered to grace@example.org until/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: /Pass on the ticket/ })).toBeNull();
  expect(asked.find(({ method }) => method === "POST")?.body).toEqual({ email: "grace@example.org", locale: "en" });
  await user.click(screen.getByRole("button", { name: "Take back the offer to grace@example.org" }));
  await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Take back" }));
  await waitFor(() => expect(screen.queryByText(/Offered to/)).toBeNull());
});

it("who only reads orders sees an open offer and its files, and changes neither", async () => {
  const order = madeOrder({ attendees: [{ ...GUEST!, answers: { card: FILE.id } }] });
  visit(
    { [`GET ${ORDER}/transfers`]: { items: [OPEN] }, [`GET ${ORDER}/files`]: { items: [FILE] } },
    { order, permissions: SEES },
  );
  expect(await screen.findByText(/Offered to grace@example.org until/)).toBeTruthy();
  expect((await screen.findByRole("link", { name: "card.png" })).getAttribute("href")).toBe(FILE.link.url);
  expect(screen.queryByRole("button", { name: /Take back|Pass on|Correct|More/ })).toBeNull();
});

it("the file of an attendee is replaced: sent, named by the answer, and the former one deleted", async () => {
  const order = madeOrder({ etag: "", attendees: [{ ...GUEST!, answers: { card: FILE.id } }] });
  const other = { ...FILE, id: "0190b1de-0000-7000-8000-00000000f11f", name: "new.png" };
  const { user, asked } = visit(
    {
      [`GET ${ORDER}/files`]: { items: [FILE, { ...other, name: "left.pdf", id: EVENT.id, link: null }] },
      [`POST ${ORDER}/files`]: other,
      [`PATCH ${ORDER}/attendees/${GUEST!.id}`]: {},
      [`DELETE ${ORDER}/files/${FILE.id}`]: new Response(null, { status: 204 }),
    },
    { order },
  );
  const list = await screen.findByRole("list", { name: "Files sent" });
  expect(within(list).getByText("left.pdf")).toBeTruthy();
  await user.click(within(list).getAllByRole("button")[0]!);
  await user.click(await screen.findByRole("menuitem", { name: "Replace file" }));
  const input = (await screen.findByRole("dialog")).querySelector("input");
  await user.upload(input!, new File(["png"], "new.png", { type: "image/png" }));
  await user.click(screen.getByRole("button", { name: "Replace file" }));
  expect(await screen.findByText("The file is kept as the answer.")).toBeTruthy();
  const changes = asked.filter(({ method }) => method !== "GET").map(({ method, body }) => [method, body]);
  expect(changes.map(([method]) => method)).toEqual(["POST", "PATCH", "DELETE"]);
  expect(changes[1]).toEqual(["PATCH", { answers: { card: other.id } }]);
});

const UNPAID = madeOrder({
  state: "awaiting_payment",
  money_state: "unpaid",
  paid_minor: 0,
  expires_at: "2026-02-03T12:00:00Z",
  tickets: [],
});
const METHOD = {
  connection_id: EVENT.id,
  method: "bank_transfer",
  title: "Bank transfer",
  flow: "instructions",
  mode: "live",
  longest_pending_seconds: 864000,
  module: null,
};
const OPTIONS = {
  currency: "EUR",
  due_minor: 7800,
  left_minor: 7800,
  items: [METHOD],
  plans: [],
  plan_id: null,
  under_way: null,
  last_attempt_failed: true,
};

it("the link to pay is taken for longer and mailed, and instructions are sent", async () => {
  const link = { order_id: ORDER_ID, due_minor: 7800, currency: "EUR", pay_until: null, is_mailed: true };
  const { user, asked } = visit(
    {
      [`GET ${ORDER}/payment-methods`]: OPTIONS,
      [`POST ${ORDER}/payment-link`]: { ...link, url: "https://turnout.example/orders/secret" },
      [`POST ${ORDER}/payment`]: {},
    },
    { order: UNPAID },
  );
  await user.click(await screen.findByRole("button", { name: "Link to pay" }));
  expect(await screen.findByText("The last attempt to pay failed.")).toBeTruthy();
  await user.click(await screen.findByRole("checkbox", { name: /Email the link to ada@example.org/ }));
  await user.click(screen.getByRole("button", { name: "Get the link" }));
  expect(await screen.findByDisplayValue("https://turnout.example/orders/secret")).toBeTruthy();
  const sent = asked.find(({ path }) => path.endsWith("/payment-link"));
  expect(sent?.body).toEqual({ pay_until: null, sends_mail: true });
  await user.click(screen.getByRole("button", { name: "Email the instructions" }));
  expect(await screen.findByText("The instructions are on their way to the buyer.")).toBeTruthy();
});

it("a time that is refused is said at its field", async () => {
  const refused = {
    status: 422,
    code: "invalid",
    title: "Invalid",
    errors: [{ pointer: "/pay_until", code: "too-early", detail: "The buyer has been told of a later time already." }],
  };
  const { user } = visit(
    {
      [`GET ${ORDER}/payment-methods`]: { ...OPTIONS, items: [] },
      [`POST ${ORDER}/payment-link`]: () => Response.json(refused, { status: 422 }),
    },
    { order: UNPAID },
  );
  await user.click(await screen.findByRole("button", { name: "Link to pay" }));
  await user.click(await screen.findByRole("button", { name: "Get the link" }));
  await waitFor(() => expect(screen.getByLabelText(/Places are kept until/).getAttribute("aria-invalid")).toBe("true"));
});

it("where buyers were asked if they want their money back, the team says yes for one", async () => {
  const { user, asked } = visit({
    [`GET ${BASE}/events/${EVENT.id}/order-actions`]: { items: [{ id: EVENT.id, orders: "ask" }] },
    [`POST ${ORDER}/return`]: {},
  });
  const buttons = await screen.findByRole("button", { name: "Give back as offered" });
  await user.click(buttons);
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Give back as offered" }));
  expect(await screen.findByText("The order is given back.")).toBeTruthy();
  expect(asked.some(({ path }) => path.endsWith("/return"))).toBe(true);
});

it("the application that an order began with says what was decided", async () => {
  const decision = {
    decision: "approved",
    message: "See you there.",
    decided_by: "user:1",
    decided_at: "2026-02-02T12:00:00Z",
  };
  visit(
    {
      [`GET ${ORDER}/application`]: {
        state: "approved",
        applied_at: "2026-02-01T12:00:00Z",
        expires_at: null,
        decision,
      },
    },
    { order: madeOrder({ applied_at: "2026-02-01T12:00:00Z" }) },
  );
  const panel = await screen.findByRole("region", { name: "Application" });
  expect(within(panel).getByText("Approved")).toBeTruthy();
  expect(within(panel).getByText("See you there.")).toBeTruthy();
});

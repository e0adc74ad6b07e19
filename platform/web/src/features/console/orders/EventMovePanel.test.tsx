import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import "./BulkEventMovePanel";
import "./EventMovePanel";
import { matchedTypes } from "./event-moves";
import { foundOrder, madeOrder, ORDER_ID } from "./testing";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "orders.read", "orders.edit", "catalog.read", "jobs.read"] });
const BASE = `/organizations/${HERE.id}`;
const ORDER = `${BASE}/orders/${ORDER_ID}`;
const EVENT = madeEvent();
const LATER = madeEvent({ id: "0190b1de-0000-7000-8000-0000000000ef", starts_at: "2026-12-15T18:00:00Z" });
const NONE = { items: [], next_cursor: null };
const HALL = madeOrder().lines[0]!.ticket_type_id;
const SAME = "0190b1de-0000-7000-8000-0000000000f3";
const GALA = "0190b1de-0000-7000-8000-0000000000f4";
const THERE = [
  { id: SAME, name: "Admission", price_minor: 3900, currency: "EUR" },
  { id: GALA, name: "Gala", price_minor: 4900, currency: "EUR" },
];
const MOVE = {
  order_id: ORDER_ID,
  from_event_id: EVENT.id,
  to_event_id: LATER.id,
  lines: [
    {
      from_ticket_type_id: HALL,
      to_ticket_type_id: SAME,
      name: "Admission",
      quantity: 2,
      paid_unit_minor: 3900,
      price_minor: 3900,
      places_left: 7,
    },
  ],
  tickets: 2,
  freed_places: 2,
  difference_minor: 0,
  currency: "EUR",
  kept_answers: 3,
  dropped_answers: ["/answers/note"],
  missing_answers: ["/attendees/0/answers/size"],
  is_mailed: true,
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
      [`GET ${ORDER}/timeline`]: NONE,
      [`GET ${ORDER}/files`]: { items: [] },
      [`GET ${ORDER}/transfers`]: { items: [] },
      [`GET ${BASE}/order-tags`]: { items: [] },
      [`GET ${BASE}/saved-views`]: { items: [] },
      [`GET ${BASE}/jobs`]: NONE,
      [`GET ${BASE}/orders/search`]: { items: [foundOrder()], next_cursor: null },
      [`GET ${BASE}/orders/search/count`]: { count: 1, is_exact: true },
      [`GET ${BASE}/events`]: { items: [EVENT, LATER], next_cursor: null },
      [`GET ${BASE}/events/${EVENT.id}`]: EVENT,
      [`GET ${BASE}/events/${LATER.id}`]: LATER,
      [`GET ${BASE}/events/${EVENT.id}/ticket-types`]: {
        items: [{ id: HALL, name: "Admission", price_minor: 3900, currency: "EUR" }],
      },
      [`GET ${BASE}/events/${LATER.id}/ticket-types`]: { items: THERE },
      [`GET ${BASE}/events/${EVENT.id}/order-actions`]: { items: [] },
      ...answers,
    },
  });
}

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

it("an order goes to another date after what that does to places, money and answers is shown", async () => {
  const { user, asked } = visit(`/meridian/orders/${ORDER_ID}`, {
    [`POST ${ORDER}/move-to-event/preview`]: MOVE,
    [`POST ${ORDER}/move-to-event`]: MOVE,
  });
  await user.click(await screen.findByRole("button", { name: "Move to another event" }));
  const events = await screen.findByLabelText(/Event to move to/);
  await waitFor(() => expect(within(events).getAllByRole("option").length).toBeGreaterThan(1));
  const offered = within(events).getAllByRole<HTMLOptionElement>("option");
  expect(offered.map(({ value }) => value)).not.toContain(EVENT.id);
  expect(offered.find(({ value }) => value === LATER.id)?.textContent).toMatch(/Tue 15 Dec.*\d\d:\d\d/);
  await user.click(screen.getByRole("button", { name: "Move order" }));
  expect((await screen.findAllByText("Choose the event")).length).toBeGreaterThan(0);
  await user.selectOptions(events, LATER.id);
  for (const says of [
    "Tickets with a new code: 2",
    "Places that are free again here: 2",
    "Places left there for “Admission”: 7",
    "The price is the same.",
    "Answers that stay: 3",
    "Answers that are deleted, because the other event does not ask for them: 1",
    "Questions of the other event without an answer: 1",
  ])
    expect(await screen.findByText(says)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Move order" }));
  expect(await screen.findByText("The order is moved.")).toBeTruthy();
  expect(asked.find(({ path }) => path.endsWith("/move-to-event"))?.body).toEqual({
    event_id: LATER.id,
    ticket_types: [{ from_ticket_type_id: HALL, to_ticket_type_id: SAME }],
    waives_difference: false,
    reason: "",
    sends_mail: true,
  });
});

it("another price has to be waived, and why an order stays is said before anything is sent", async () => {
  const refused = { status: 409, code: "order-moves.not-movable", title: "Not movable", reason: "event-not-open" };
  let isOpen = true;
  const { user } = visit(`/meridian/orders/${ORDER_ID}`, {
    [`POST ${ORDER}/move-to-event/preview`]: () =>
      isOpen ? Response.json({ ...MOVE, difference_minor: 2000 }) : Response.json(refused, { status: 409 }),
  });
  await user.click(await screen.findByRole("button", { name: "Move to another event" }));
  await user.selectOptions(await screen.findByLabelText(/Event to move to/), LATER.id);
  expect(await screen.findByText("The other event costs €20 more. The buyer is not asked for it.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Move order" }));
  expect((await screen.findAllByText(/The price differs: tick/)).length).toBeGreaterThan(0);
  isOpen = false;
  await user.selectOptions(screen.getByLabelText(/“Admission” becomes/), GALA);
  expect(await screen.findByText("The other event is not published, does not take place, or is over.")).toBeTruthy();
});

it("selected orders go to another event as a job", async () => {
  const job = {
    id: "0190b1de-0000-7000-8000-000000000b0b",
    kind: "orders.move-event",
    state: "running",
    started_by: "user:1",
    started_at: "2026-02-01T12:00:00Z",
    finished_at: null,
    total: 1,
    done: 0,
    skipped: 0,
    failed: 0,
  };
  const { user, asked } = visit(`/meridian/events/${EVENT.id}/orders?state=confirmed`, {
    [`POST ${BASE}/bulk-actions/move-orders-to-event`]: job,
    [`GET ${BASE}/jobs/${job.id}`]: job,
  });
  await user.click(await screen.findByRole("checkbox", { name: "Select Ada Lovelace" }));
  await user.click(screen.getByRole("button", { name: "Move to another event" }));
  const panel = await screen.findByRole("dialog");
  const events = await within(panel).findByLabelText(/Event to move to/);
  await waitFor(() => expect(within(events).getAllByRole("option").length).toBeGreaterThan(1));
  await user.selectOptions(events, LATER.id);
  await user.selectOptions(await within(panel).findByLabelText(/“Admission” becomes/), GALA);
  await user.click(within(panel).getByRole("button", { name: "Move orders" }));
  expect(await screen.findByText("It is under way.")).toBeTruthy();
  expect(asked.find(({ path }) => path.endsWith("/move-orders-to-event"))?.body).toMatchObject({
    order_ids: [ORDER_ID],
    event_id: LATER.id,
    ticket_types: [{ from_ticket_type_id: HALL, to_ticket_type_id: GALA }],
  });
});

it("a ticket type becomes the one of its name unless another one was chosen", () => {
  const from = [
    { id: "a", name: "Hall" },
    { id: "b", name: "Rang" },
  ];
  const there = [
    { id: "x", name: "Rang" },
    { id: "y", name: "Hall" },
  ];
  expect(matchedTypes(from, there, {})).toEqual({ a: "y", b: "x" });
  expect(matchedTypes(from, there, { a: "x", b: "" })).toEqual({ a: "x", b: "" });
  expect(matchedTypes(from, there, { a: "gone" })).toEqual({ a: "y", b: "x" });
});

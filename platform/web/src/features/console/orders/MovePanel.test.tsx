import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import "./BulkMovePanel";
import "./MovePanel";
import { fill } from "../../../ui/testing";
import { foundOrder, madeOrder, ORDER_ID } from "./testing";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "orders.read", "orders.edit", "catalog.read", "jobs.read"] });
const BASE = `/organizations/${HERE.id}`;
const ORDER = `${BASE}/orders/${ORDER_ID}`;
const EVENT = madeEvent();
const NONE = { items: [], next_cursor: null };
const FLOOR = madeOrder().lines[0]!.ticket_type_id;
const BALCONY = "0190b1de-0000-7000-8000-0000000000f2";
const TYPES = [
  { id: FLOOR, name: "Admission", price_minor: 3900, currency: "EUR" },
  { id: BALCONY, name: "Balcony", price_minor: 4900, currency: "EUR" },
];
const MOVE = {
  order_id: ORDER_ID,
  from_ticket_type_id: FLOOR,
  to_ticket_type_id: BALCONY,
  quantity: 2,
  paid_unit_minor: 3900,
  price_minor: 4900,
  difference_minor: 2000,
  currency: "EUR",
  missing_answers: ["/attendees/0/answers/meal"],
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
      [`GET ${BASE}/events/${EVENT.id}`]: EVENT,
      [`GET ${BASE}/events/${EVENT.id}/ticket-types`]: { items: TYPES },
      [`GET ${BASE}/events/${EVENT.id}/order-actions`]: { items: [] },
      ...answers,
    },
  });
}

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

it("tickets become another type after what that does is shown, with a reason where the price differs", async () => {
  const { user, asked } = visit(`/meridian/orders/${ORDER_ID}`, {
    [`POST ${ORDER}/move/preview`]: MOVE,
    [`POST ${ORDER}/move`]: MOVE,
  });
  await user.click(await screen.findByRole("button", { name: "Move" }));
  await user.selectOptions(await screen.findByLabelText(/become/), BALCONY);
  expect(await screen.findByText("Tickets that change: 2")).toBeTruthy();
  expect(screen.getByText("The other type costs €20 more. The buyer is not asked for it.")).toBeTruthy();
  expect(screen.getByText("Questions of the other type without an answer: 1")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Move tickets" }));
  expect((await screen.findAllByText(/The price differs: tick/)).length).toBeGreaterThan(0);
  await user.click(screen.getByRole("checkbox", { name: /Also where the price differs/ }));
  await user.click(screen.getByRole("button", { name: "Move tickets" }));
  expect((await screen.findAllByText("Say why the difference is waived")).length).toBeGreaterThan(0);
  await fill(user, screen.getByLabelText(/Reason/), "The hall floods");
  await user.click(screen.getByRole("button", { name: "Move tickets" }));
  expect(await screen.findByText("The tickets are moved.")).toBeTruthy();
  const sent = asked.find(({ path }) => path.endsWith("/move"));
  expect(sent?.body).toEqual({
    from_ticket_type_id: FLOOR,
    to_ticket_type_id: BALCONY,
    waives_difference: true,
    reason: "The hall floods",
    sends_mail: true,
  });
});

it("why tickets cannot be moved is said before anything is sent", async () => {
  const refused = { status: 409, code: "order-moves.not-movable", title: "Not movable", reason: "inside" };
  const { user } = visit(`/meridian/orders/${ORDER_ID}`, {
    [`POST ${ORDER}/move/preview`]: () => Response.json(refused, { status: 409 }),
  });
  await user.click(await screen.findByRole("button", { name: "Move" }));
  await user.selectOptions(await screen.findByLabelText(/become/), BALCONY);
  expect(await screen.findByText("Somebody came in with one of these tickets.")).toBeTruthy();
});

it("the tickets of selected orders are moved as a job", async () => {
  const job = {
    id: "0190b1de-0000-7000-8000-000000000b0b",
    kind: "orders.move",
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
    [`POST ${BASE}/bulk-actions/move-orders`]: job,
    [`GET ${BASE}/jobs/${job.id}`]: job,
  });
  await user.click(await screen.findByRole("checkbox", { name: "Select Ada Lovelace" }));
  await user.click(screen.getByRole("button", { name: "Move" }));
  const panel = await screen.findByRole("dialog");
  await user.selectOptions(await within(panel).findByLabelText(/Tickets of the type/), FLOOR);
  await user.selectOptions(within(panel).getByLabelText(/become/), BALCONY);
  await user.click(within(panel).getByRole("checkbox", { name: /Email the tickets/ }));
  await user.click(within(panel).getByRole("button", { name: "Move tickets" }));
  expect(await screen.findByText("It is under way.")).toBeTruthy();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(asked.find(({ path }) => path.endsWith("/move-orders"))?.body).toMatchObject({
    order_ids: [ORDER_ID],
    to_ticket_type_id: BALCONY,
    sends_mail: false,
  });
});

import { screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole } from "../testing";
import "./AttendeePage";
import "./OrderPage";
import { madeOrder, ORDER_ID } from "./testing";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "orders.read", "order-notes.write"] });
const BASE = `/organizations/${HERE.id}`;
const ORDER = `${BASE}/orders/${ORDER_ID}`;
const EVENT = madeEvent();
const GUEST = madeOrder().attendees[0]!;
const VIP = { id: "0190b1de-0000-7000-8000-0000000000aa", name: "VIP", color: "red", version: 1 };
const PRESS = { id: "0190b1de-0000-7000-8000-0000000000ab", name: "Press", color: "blue", version: 1 };
const NOTE = { id: ORDER_ID, text: "Needs a ramp.", attendee_id: GUEST.id, written_at: "2026-02-01T12:00:00Z" };

function visit(at: string) {
  return renderConsole(routes, {
    at,
    texts: { orders: texts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${BASE}/attendees/${GUEST.id}`]: {
        ...GUEST,
        event_id: EVENT.id,
        order_id: ORDER_ID,
        order_number: "K7QX4M",
        order_state: "confirmed",
        buyer_name: "",
        buyer_email: "",
        tag_ids: [],
        tickets: [],
        transfers: [],
      },
      [`GET ${ORDER}`]: madeOrder(),
      [`GET ${ORDER}/notes`]: { items: [NOTE], next_cursor: null },
      [`POST ${ORDER}/notes`]: NOTE,
      [`GET ${ORDER}/tags`]: {
        order_id: ORDER_ID,
        tag_ids: [PRESS.id],
        attendees: [{ attendee_id: GUEST.id, tag_ids: [VIP.id] }],
      },
      [`PUT ${ORDER}/attendees/${GUEST.id}/tags`]: { order_id: ORDER_ID, tag_ids: [], attendees: [] },
      [`GET ${ORDER}/timeline`]: { items: [], next_cursor: null },
      [`GET ${BASE}/order-tags`]: { items: [VIP, PRESS] },
      [`GET ${BASE}/events/${EVENT.id}`]: EVENT,
      [`GET ${BASE}/events/${EVENT.id}/ticket-types`]: { items: [] },
    },
  });
}

beforeEach(() => void vi.stubGlobal("scrollTo", () => undefined));

it("an attendee has tags and notes of their own, among those of the order", async () => {
  const { user, asked } = visit(`/meridian/attendees/${GUEST.id}`);
  expect(await screen.findByText("VIP")).toBeTruthy();
  expect(screen.queryByText("Press")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Tag" }));
  await user.click(await screen.findByRole("checkbox", { name: "Press" }));
  await user.keyboard("{Escape}");
  await user.type(screen.getByLabelText(/New note/), "Vegan");
  await user.click(screen.getByRole("button", { name: "Write note" }));
  const sent = asked.filter(({ method }) => method !== "GET").map(({ method, body }) => [method, body]);
  expect(sent).toEqual([
    ["PUT", { tag_ids: [VIP.id, PRESS.id] }],
    ["POST", { text: "Vegan", attendee_id: GUEST.id }],
  ]);
  expect(asked.find(({ path }) => path.endsWith("/notes"))?.query.get("attendee_id")).toBe(GUEST.id);
});

it("the notes of an order say whom they are on", async () => {
  const { asked } = visit(`/meridian/orders/${ORDER_ID}`);
  const note = (await screen.findByText("Needs a ramp.")).closest("li");
  expect(note?.textContent).toContain(GUEST.name);
  expect(screen.getByText("Press")).toBeTruthy();
  expect(asked.find(({ path }) => path.endsWith("/notes"))?.query.has("attendee_id")).toBe(false);
});

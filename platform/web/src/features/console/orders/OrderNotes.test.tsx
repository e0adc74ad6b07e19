import { screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import "./AttendeePage";
import "./OrderPage";
import { fill } from "../../../ui/testing";
import { madeOrder, ORDER_ID } from "./testing";
import texts from "./texts/en.json";

const HERE = organization({
  permissions: ["events.read", "orders.read", "order-notes.write", "order-tags.manage"],
});
const BASE = `/organizations/${HERE.id}`;
const ORDER = `${BASE}/orders/${ORDER_ID}`;
const EVENT = madeEvent();
const GUEST = madeOrder().attendees[0]!;
const VIP = { id: "0190b1de-0000-7000-8000-0000000000aa", name: "VIP", color: "red", version: 1 };
const PRESS = { id: "0190b1de-0000-7000-8000-0000000000ab", name: "Press", color: "blue", version: 1 };
const NOTE = {
  id: "note",
  order_id: ORDER_ID,
  text: "Needs a ramp.",
  attendee_id: GUEST.id,
  author: "user:0190b1de-0000-7000-8000-000000000001",
  written_at: "2026-02-01T12:00:00Z",
  edited_at: null,
  version: 3,
};

function visit(at: string, answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at,
    texts: { orders: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${BASE}/attendees/${GUEST.id}`]: {
        ...GUEST,
        event_id: EVENT.id,
        order_id: ORDER_ID,
        order_number: "K7QX4M",
        order_state: "confirmed",
        buyer_name: "",
        buyer_email: "",
        is_order_open: true,
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
      ...answers,
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
  await fill(user, screen.getByLabelText(/New note/), "Vegan");
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

it("a note is changed by who wrote it, over the version that was seen, and deleted", async () => {
  const { user, asked } = visit(`/meridian/orders/${ORDER_ID}`, {
    [`PATCH ${ORDER}/notes/note`]: { ...NOTE, text: "Needs two ramps.", version: 4 },
    [`DELETE ${ORDER}/notes/note`]: () => new Response(null, { status: 204 }),
  });
  await user.click(await screen.findByRole("button", { name: "More for this note" }));
  await user.click(await screen.findByRole("menuitem", { name: "Edit" }));
  const field = await screen.findByLabelText("Note");
  await user.clear(field);
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  expect(await screen.findAllByText("Write something")).toHaveLength(2);
  await fill(user, field, "Needs two ramps.");
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  expect(await screen.findByText("The note is changed.")).toBeTruthy();
  const patch = asked.find(({ method }) => method === "PATCH");
  expect([patch?.headers.get("If-Match"), patch?.body]).toEqual(['"3"', { text: "Needs two ramps." }]);
  await user.click(screen.getByRole("button", { name: "More for this note" }));
  await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
  await user.click(await screen.findByRole("button", { name: "Delete" }));
  expect(await screen.findByText("The note is deleted.")).toBeTruthy();
});

it("somebody else's note is left to them", async () => {
  const other = { ...NOTE, author: "user:somebody" };
  visit(
    `/meridian/orders/${ORDER_ID}`,
    { [`GET ${ORDER}/notes`]: { items: [other], next_cursor: null } },
    organization({ permissions: ["events.read", "orders.read", "order-notes.write"] }),
  );
  expect(await screen.findByText("Needs a ramp.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "More for this note" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Manage tags" })).toBeNull();
});

it("tags are renamed, recoloured and deleted wherever they are", async () => {
  const { user, asked } = visit(`/meridian/orders/${ORDER_ID}`, {
    [`PATCH ${BASE}/order-tags/${VIP.id}`]: { ...VIP, name: "Guest of honour" },
    [`DELETE ${BASE}/order-tags/${PRESS.id}`]: () => new Response(null, { status: 204 }),
  });
  await user.click(await screen.findByRole("button", { name: "Manage tags" }));
  await user.click(await screen.findByRole("button", { name: "VIP" }));
  const name = await screen.findByLabelText("Name");
  await user.clear(name);
  await user.paste("Guest of honour");
  await user.selectOptions(screen.getByLabelText("Colour"), "Green");
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  expect(await screen.findByText("Guest of honour is saved.")).toBeTruthy();
  expect(asked.find(({ method }) => method === "PATCH")?.body).toEqual({ name: "Guest of honour", color: "green" });
  await user.click(screen.getByRole("button", { name: "More for Press" }));
  await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
  await user.click(await screen.findByRole("button", { name: "Delete" }));
  expect(await screen.findByText("Press is deleted.")).toBeTruthy();
});

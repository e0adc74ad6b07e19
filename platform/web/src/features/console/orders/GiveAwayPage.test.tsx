import { fireEvent, screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { TicketType } from "../events/queries";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import { fill } from "../../../ui/testing";
import { placesOf } from "./give-away";
import "./DeskPage";
import "./GiveAwayPage";
import { madeOrder, ORDER_ID } from "./testing";
import badges from "../badges/texts/en.json";
import texts from "./texts/en.json";

const HERE = organization({
  permissions: ["events.read", "orders.read", "orders.give-away", "order-notes.write"],
});
const BASE = `/organizations/${HERE.id}`;
const ORDER = `${BASE}/orders/${ORDER_ID}`;
const EVENT = madeEvent({ state: "published", language: "fr" });
const GUEST = "0190b1de-0000-7000-8000-0000000000f1";
const POOL = "0190b1de-0000-7000-8000-0000000000f2";
const NONE = { items: [], next_cursor: null };
const TYPE = {
  id: GUEST,
  name: "Admission",
  pool_id: POOL,
  sold_as: "ticket",
  places: 1,
  state: "on_sale",
  parts: [],
  currency: "EUR",
  price_minor: 2500,
  prices: {},
};

const SELLER = organization({ permissions: ["events.read", "orders.read", "orders.record-payments"] });
const SALE = {
  order_id: ORDER_ID,
  event_id: EVENT.id,
  ticket_count: 2,
  state: "confirmed",
  tickets: [],
  badge_print_run_id: null,
};

function visit(answers: Answers = {}, at = "/meridian/orders/give-away", here = HERE) {
  return renderConsole(routes, {
    at,
    texts: { orders: texts, badges },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${BASE}/events`]: { items: [EVENT], next_cursor: null },
      [`GET ${BASE}/events/${EVENT.id}`]: EVENT,
      [`GET ${BASE}/events/${EVENT.id}/ticket-types`]: { items: [TYPE] },
      [`GET ${BASE}/events/${EVENT.id}/pools`]: { items: [{ id: POOL, remaining: 12 }] },
      [`POST ${BASE}/orders/complimentary`]: madeOrder({ total_minor: 0, paid_minor: 0 }),
      [`POST ${BASE}/orders/box-office`]: SALE,
      [`GET ${ORDER}/received-payments`]: { items: [] },
      [`GET ${ORDER}`]: madeOrder({ total_minor: 0, paid_minor: 0 }),
      [`GET ${ORDER}/notes`]: NONE,
      [`POST ${ORDER}/notes`]: {},
      [`GET ${ORDER}/tags`]: { order_id: ORDER_ID, tag_ids: [], attendees: [] },
      [`GET ${ORDER}/timeline`]: NONE,
      [`GET ${BASE}/order-tags`]: { items: [] },
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

async function choose({ user }: ReturnType<typeof visit>): Promise<void> {
  await screen.findByRole("option", { name: EVENT.title });
  await user.selectOptions(screen.getByLabelText("Event"), EVENT.id);
  await user.click(await screen.findByRole("button", { name: /more.*Admission|Admission.*more/i }));
  await user.click(screen.getByRole("button", { name: /more.*Admission|Admission.*more/i }));
}

it("tickets are given to a recipient and a guest, in the event's language, with a note for the team", async () => {
  const shown = visit();
  await choose(shown);
  expect(screen.getByText("Left: 12")).toBeTruthy();
  const [recipient, , second] = screen.getAllByLabelText(/^Name/);
  await fill(shown.user, recipient!, "Ada Lovelace");
  await fill(shown.user, screen.getAllByLabelText(/^Email/)[0]!, "ada@example.org");
  await fill(shown.user, second!, "Charles Babbage");
  await fill(shown.user, screen.getByLabelText(/New note/), "Keynote");
  await shown.user.click(screen.getByRole("button", { name: "Give tickets away (2)" }));
  expect(await screen.findByRole("heading", { level: 1, name: "Order K7QX4M" })).toBeTruthy();
  const sent = shown.asked.find(({ path }) => path.endsWith("/complimentary"));
  expect(sent?.body).toEqual({
    event_id: EVENT.id,
    lines: [{ ticket_type_id: GUEST, quantity: 2 }],
    buyer: { email: "ada@example.org", name: "Ada Lovelace", locale: "fr" },
    attendees: [
      { ticket_type_id: GUEST, name: "Ada Lovelace", email: null },
      { ticket_type_id: GUEST, name: "Charles Babbage", email: null },
    ],
    sends_mail: true,
  });
  expect(sent?.headers.get("Idempotency-Key")).toBeTruthy();
  expect(shown.asked.find(({ method, path }) => method === "POST" && path.endsWith("/notes"))?.body).toEqual({
    text: "Keynote",
  });
});

it("what is missing or refused is said at its field", async () => {
  const shown = visit({
    [`POST ${BASE}/orders/complimentary`]: Response.json(
      { code: "invalid", errors: [{ pointer: "/buyer/email", detail: "Please enter a valid email address" }] },
      { status: 422 },
    ),
  });
  await shown.user.click(await screen.findByRole("button", { name: "Give tickets away" }));
  expect(await screen.findByRole("link", { name: "Choose an event" })).toBeTruthy();
  await choose(shown);
  await fill(shown.user, screen.getAllByLabelText(/^Name/)[0]!, "Ada");
  await fill(shown.user, screen.getAllByLabelText(/^Email/)[0]!, "ada@nowhere");
  await shown.user.click(screen.getByRole("button", { name: "Give tickets away (2)" }));
  expect(await screen.findByRole("link", { name: "Please enter a valid email address" })).toBeTruthy();
});

async function fillForm(shown: ReturnType<typeof visit>): Promise<void> {
  await choose(shown);
  await fill(shown.user, screen.getAllByLabelText(/^Name/)[0]!, "Ada Lovelace");
  await fill(shown.user, screen.getAllByLabelText(/^Email/)[0]!, "ada@example.org");
}

it("at the desk the sum is shown, and how it was paid goes with the sale", async () => {
  const shown = visit({}, "/meridian/orders/box-office", SELLER);
  await fillForm(shown);
  expect(screen.getByText("To pay: €50")).toBeTruthy();
  expect(screen.queryByRole("radio", { name: "Given away" })).toBeNull();
  await fill(shown.user, screen.getByLabelText(/Receipt/), "R-17");
  await shown.user.click(screen.getByRole("button", { name: "Sell and record the payment (2)" }));
  expect(await screen.findByText("Tickets sold: 2")).toBeTruthy();
  const sent = shown.asked.find(({ path }) => path.endsWith("/box-office"));
  expect(sent?.body).toMatchObject({
    lines: [{ ticket_type_id: GUEST, quantity: 2 }],
    payment: { method: "cash", reference: "R-17", note: "" },
    pay_until: null,
  });
  expect(sent?.headers.get("Idempotency-Key")).toBeTruthy();
});

it("an event of two currencies is sold at the desk in either, with what has a price in it", async () => {
  const inBoth = { ...TYPE, kind: "paid", prices: { USD: { price_minor: 2700, minimum_price_minor: 0 } } };
  const balcony = { ...TYPE, id: "balcony", name: "Balcony", kind: "paid" };
  const shown = visit(
    {
      [`GET ${BASE}/events/${EVENT.id}/ticket-types`]: { items: [inBoth, balcony] },
      [`POST ${BASE}/events/${EVENT.id}/check-member-price`]: { prices: [], entitled: [] },
    },
    "/meridian/orders/box-office",
    SELLER,
  );
  await fillForm(shown);
  await shown.user.click(screen.getByRole("button", { name: /more.*Balcony|Balcony.*more/i }));
  expect(screen.getByText("To pay: €75")).toBeTruthy();
  await shown.user.selectOptions(screen.getByLabelText("Currency"), "USD");
  expect(screen.queryByText("Balcony")).toBeNull();
  expect(screen.getByText("$27 · Left: 12")).toBeTruthy();
  expect(screen.getByText("To pay: $54")).toBeTruthy();
  await shown.user.click(screen.getByRole("button", { name: "Sell and record the payment (2)" }));
  expect(await screen.findByText("Tickets sold: 2")).toBeTruthy();
  const bodies = shown.asked.filter(({ method }) => method === "POST");
  const last = (end: string) => bodies.findLast(({ path }) => path.endsWith(end))?.body;
  expect(last("/check-member-price")).toMatchObject({ currency: "USD", ticket_type_ids: [GUEST] });
  expect(last("/box-office")).toMatchObject({
    currency: "USD",
    lines: [{ ticket_type_id: GUEST, quantity: 2 }],
    attendees: [{ ticket_type_id: GUEST }, { ticket_type_id: GUEST }],
  });
});

it("the desk lists what the box office charges, and leaves out what it does not sell", async () => {
  const own = { ...TYPE, kind: "paid", has_channel_settings: true };
  const balcony = { ...own, id: "balcony", name: "Balcony" };
  const shown = visit(
    {
      [`GET ${BASE}/events/${EVENT.id}/ticket-types`]: { items: [own, balcony] },
      [`GET ${BASE}/events/${EVENT.id}/box-office-prices`]: {
        items: [
          { ticket_type_id: GUEST, is_sold: true, prices: { EUR: 2900 } },
          { ticket_type_id: "balcony", is_sold: false, prices: { EUR: 2500 } },
        ],
      },
      [`POST ${BASE}/events/${EVENT.id}/check-member-price`]: { prices: [], entitled: [] },
    },
    "/meridian/orders/box-office",
    SELLER,
  );
  await fillForm(shown);
  expect(screen.getByText("€29 · Left: 12")).toBeTruthy();
  expect(screen.getByText("To pay: €58")).toBeTruthy();
  expect(screen.queryByText("Balcony")).toBeNull();
  const asked = shown.asked.find(({ path }) => path.endsWith("/check-member-price"));
  expect(asked?.body).toMatchObject({ at_desk: true });
});

it("who gives tickets away is asked for no currency", async () => {
  const inBoth = { ...TYPE, kind: "paid", prices: { USD: { price_minor: 2700, minimum_price_minor: 0 } } };
  const shown = visit({ [`GET ${BASE}/events/${EVENT.id}/ticket-types`]: { items: [inBoth] } });
  await choose(shown);
  expect(screen.queryByLabelText("Currency")).toBeNull();
});

it("whoever is at the desk may leave no address, comes in at once, and is told where a rule said no", async () => {
  const seller = organization({
    permissions: ["events.read", "orders.read", "orders.record-payments", "checkin.scan", "badges.print"],
  });
  const tickets = [{ ticket_id: "t", ticket_type_id: GUEST, name: "Ada", admission: "not_yet" }];
  const answers = { [`POST ${BASE}/orders/box-office`]: { ...SALE, tickets } };
  const shown = visit(answers, "/meridian/orders/box-office", seller);
  await choose(shown);
  await fill(shown.user, screen.getAllByLabelText(/^Name/)[0]!, "Ada Lovelace");
  await shown.user.click(screen.getByRole("checkbox", { name: "Let everybody in at once" }));
  await shown.user.click(screen.getByRole("checkbox", { name: "Print their badges" }));
  await shown.user.click(screen.getByRole("button", { name: "Sell and record the payment (2)" }));
  expect(await screen.findByText(/did not let everybody in/)).toBeTruthy();
  const sent = shown.asked.find(({ path }) => path.endsWith("/box-office"));
  expect(sent?.body).toMatchObject({ buyer: { email: null }, admits: true, prints_badges: true });
});

it("sends the badges of what is sold to the print station that is chosen", async () => {
  const permissions = [...SELLER.permissions, "badges.read", "badges.print"];
  const seller = organization({ permissions });
  const ticket = { ticket_id: "t1", ticket_type_id: GUEST, name: "Ada", admission: null, print_job_id: "j1" };
  const station = { id: "s1", name: "North", state: "paper_out" };
  const answers = {
    [`POST ${BASE}/orders/box-office`]: { ...SALE, tickets: [ticket] },
    [`GET ${BASE}/events/${EVENT.id}/print-stations`]: { items: [station] },
  };
  const shown = visit(answers, "/meridian/orders/box-office", seller);
  await fillForm(shown);
  expect(screen.queryByLabelText("Where")).toBeNull();
  fireEvent.click(screen.getByRole("checkbox", { name: "Print their badges" }));
  const where = await screen.findByLabelText<HTMLSelectElement>("Where");
  expect([...where.options].map(({ text }) => text)).toContain("At North · Paper is out");
  fireEvent.change(where, { target: { value: "s1" } });
  fireEvent.click(screen.getByRole("button", { name: "Sell and record the payment (2)" }));
  await screen.findByText(/on their way to the print station/);
  const sent = shown.asked.find(({ path }) => path.endsWith("/box-office"));
  expect(sent?.body).toMatchObject({ prints_badges: true, print_station_id: "s1" });
});

it("what costs nothing is registered at the desk without a payment", async () => {
  const answers = { [`GET ${BASE}/events/${EVENT.id}/ticket-types`]: { items: [{ ...TYPE, price_minor: 0 }] } };
  const shown = visit(answers, "/meridian/orders/box-office", SELLER);
  await fillForm(shown);
  expect(screen.queryByLabelText(/Receipt/)).toBeNull();
  await shown.user.click(screen.getByRole("button", { name: "Sell and record the payment (2)" }));
  expect(await screen.findByText("Tickets sold: 2")).toBeTruthy();
  const sent = shown.asked.find(({ path }) => path.endsWith("/box-office"));
  expect(sent?.body).toMatchObject({ payment: null, pay_until: null, admits: false });
});

it("who is to pay later is given a day, on the event's clocks", async () => {
  const shown = visit({}, "/meridian/orders/box-office", SELLER);
  await fillForm(shown);
  await shown.user.click(screen.getByRole("radio", { name: "To be paid by the buyer" }));
  await shown.user.click(screen.getByRole("button", { name: "Reserve and send the link (2)" }));
  expect(await screen.findByRole("link", { name: "Say until when the buyer may pay" })).toBeTruthy();
  fireEvent.change(screen.getByLabelText(/Places are kept until/), { target: { value: "2027-03-01T18:00" } });
  await shown.user.click(screen.getByRole("button", { name: "Reserve and send the link (2)" }));
  expect(await screen.findByText(/the buyer is mailed the link to pay/)).toBeTruthy();
  const sent = shown.asked.find(({ path }) => path.endsWith("/box-office"));
  expect(sent?.body).toMatchObject({ payment: null });
  expect((sent?.body as { pay_until: string }).pay_until).toMatch(/^2027-03-01T/);
});

it("a member's number makes the sum and goes along; one that gives no price is refused at its field", async () => {
  const pricing = (unit_minor: number) => ({
    by_quantity: [{ from_quantity: 1, unit_minor, name: "", is_multibuy: false }],
    members: [{ name: "Members", unit_minor: 2000, entitled_by: "member_number", maximum_quantity: null }],
  });
  const check = vi.fn((asked: { body: { member_number: string } }) => {
    const number = asked.body.member_number;
    if (number === "ZZ") {
      const errors = [{ pointer: "/member_number", detail: "This membership has ended." }];
      return Response.json({ code: "member-lists.number-refused", errors }, { status: 422 });
    }
    return {
      prices: [{ ticket_type_id: GUEST, pricing: pricing(number === "" ? 2400 : 2000) }],
      entitled: [],
    };
  });
  const shown = visit(
    { [`POST ${BASE}/events/${EVENT.id}/check-member-price`]: check },
    "/meridian/orders/box-office",
    SELLER,
  );
  await fillForm(shown);
  expect(await screen.findByText("To pay: €48")).toBeTruthy();
  await shown.user.type(screen.getByLabelText(/Member number/), "ZZ");
  await shown.user.tab();
  expect(await screen.findByText("This membership has ended.")).toBeTruthy();
  await fill(shown.user, screen.getByLabelText(/Member number/), "AB-1234");
  await shown.user.tab();
  expect(await screen.findByText("To pay: €40")).toBeTruthy();
  await shown.user.click(screen.getByRole("button", { name: "Sell and record the payment (2)" }));
  expect(await screen.findByText("Tickets sold: 2")).toBeTruthy();
  const sent = shown.asked.find(({ path }) => path.endsWith("/box-office"));
  expect(sent?.body).toMatchObject({ member_number: "AB-1234" });
});

it("a bundle asks for whoever its parts admit, and an add-on for nobody", () => {
  const made = (id: string, changes: Partial<TicketType>) => ({ ...TYPE, id, ...changes }) as TicketType;
  const types = [
    made("table", { places: 2 }),
    made("parking", { sold_as: "add_on", places: 0 }),
    made("family", { sold_as: "bundle", places: 0, parts: [{ ticket_type_id: "table", quantity: 2 }] }),
  ];
  const keys = placesOf({ family: 1, table: 1, parking: 3 }, types).map(({ key }) => key);
  expect(keys).toEqual(["table-1", "table-2", "table-3", "table-4", "table-5", "table-6"]);
});

it("says that ticket types are on their way, and offers another try where they do not come", async () => {
  let answer: (it: unknown) => void = () => undefined;
  const awaited = new Promise((resolve) => (answer = resolve));
  const types = vi
    .fn()
    .mockReturnValue({ items: [TYPE] })
    .mockReturnValueOnce(awaited);
  const shown = visit({ [`GET ${BASE}/events/${EVENT.id}/ticket-types`]: types });
  await screen.findByRole("option", { name: EVENT.title });
  await shown.user.selectOptions(screen.getByLabelText("Event"), EVENT.id);
  const tickets = within(await screen.findByRole("group", { name: "Tickets" }));
  expect(tickets.getByRole("status").textContent).toBe("Loading");
  answer(Response.json({ type: "about:blank", title: "Unavailable", status: 503 }, { status: 503 }));
  await shown.user.click(await tickets.findByRole("button", { name: "Try again" }));
  expect(await tickets.findByText("Left: 12")).toBeTruthy();
  expect(tickets.queryByText("Loading")).toBeNull();
});

import { screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers, type Asked } from "../testing";
import type { Attendee, FoundAttendee } from "./attendees";
import { ORDER_ID } from "./testing";
import texts from "./texts/en.json";
import "./AttendeeList";
import "./AttendeePage";
import "./JobList";

const HERE = organization({ permissions: ["events.read", "orders.read", "jobs.read"] });
const BASE = `/organizations/${HERE.id}`;
const EVENT = madeEvent();
const ID = "0190b1de-0000-7000-8000-0000000000b1";
const TICKET = "0190b1de-0000-7000-8000-0000000000a1";
const TYPE = "0190b1de-0000-7000-8000-0000000000f1";
const PERSON = {
  name: "Charles Babbage",
  email: "charles@example.org",
  event_id: EVENT.id,
  order_id: ORDER_ID,
  order_number: "K7QX4M",
  order_state: "confirmed",
  is_order_open: true,
  tag_ids: [],
  ticket_type_id: TYPE,
};
const LINE: FoundAttendee = {
  ...PERSON,
  id: TICKET,
  attendee_id: ID,
  ticket_id: TICKET,
  is_checked_in: true,
  is_transferred: false,
  placed_at: "2026-02-01T12:00:00Z",
  state: "valid",
};
const DETAIL: Attendee = {
  ...PERSON,
  id: ID,
  answers: { meal: "vegan", days: ["Sat", "Sun"], newsletter: true },
  buyer_email: "ada@example.org",
  buyer_name: "Ada Lovelace",
  tickets: [
    {
      id: TICKET,
      event_id: EVENT.id,
      ticket_type_id: TYPE,
      holder_email: "grace@example.org",
      holder_name: "Grace Hopper",
      is_transferred: true,
      issued_at: "2026-02-01T12:00:00Z",
      state: "valid",
      void_reason: null,
      voided_at: null,
      checkins: [
        {
          id: "0190b1de-0000-7000-8000-0000000000c9",
          ticket_id: TICKET,
          list_id: "0190b1de-0000-7000-8000-0000000000c8",
          list_name: "Main door",
          gate: "North",
          admitted_at: "2026-12-14T17:05:00Z",
          undone_at: null,
        },
      ],
    },
  ],
  transfers: [],
};

function visit(at: string, answers: Answers = {}) {
  return renderConsole(routes, {
    at,
    texts: { orders: texts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${BASE}/attendees`]: { items: [LINE], next_cursor: null },
      [`GET ${BASE}/attendees/count`]: { count: 1, is_exact: true },
      [`GET ${BASE}/attendees/${ID}`]: DETAIL,
      [`GET ${BASE}/saved-views`]: { items: [] },
      [`GET ${BASE}/order-tags`]: { items: [] },
      [`GET ${BASE}/events`]: { items: [EVENT], next_cursor: null },
      [`GET ${BASE}/events/${EVENT.id}`]: EVENT,
      [`GET ${BASE}/events/${EVENT.id}/ticket-types`]: { items: [] },
      [`GET ${BASE}/jobs`]: { items: [], next_cursor: null },
      ...answers,
    },
  });
}

const searches = (asked: readonly Asked[]): readonly URLSearchParams[] =>
  asked.filter(({ path }) => path.endsWith("/attendees")).map(({ query }) => query);

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("the list of attendees", () => {
  it("leads to the person, with tickets, answers and check-ins", async () => {
    const { user } = visit("/meridian/attendees");
    await user.click(await screen.findByRole("link", { name: "Charles Babbage" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Charles Babbage" })).toBeTruthy();
    expect(screen.getByText("Passed on to Grace Hopper")).toBeTruthy();
    expect(screen.getByText("Main door · North")).toBeTruthy();
    expect(screen.getByText("Sat, Sun")).toBeTruthy();
    expect(screen.getByRole("link", { name: "K7QX4M" })).toBeTruthy();
  });

  it("leads from a pass to no order that is closed to whoever looks", async () => {
    const { user } = visit("/meridian/attendees", {
      [`GET ${BASE}/attendees`]: { items: [{ ...LINE, is_order_open: false }], next_cursor: null },
      [`GET ${BASE}/attendees/${ID}`]: { ...DETAIL, is_order_open: false, buyer_name: "", buyer_email: "" },
    });
    expect(await screen.findByText("K7QX4M")).toBeTruthy();
    expect(screen.queryByRole("link", { name: "K7QX4M" })).toBeNull();
    await user.click(screen.getByRole("link", { name: "Charles Babbage" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Charles Babbage" })).toBeTruthy();
    expect(screen.getByText("K7QX4M")).toBeTruthy();
    expect(screen.queryByRole("link", { name: "K7QX4M" })).toBeNull();
    expect(screen.queryByText("Buyer")).toBeNull();
  });

  it("asks for those of the event that it stands in, and says who fits", async () => {
    const { user, asked } = visit(`/meridian/events/${EVENT.id}/attendees?q=bab`, {
      [`GET ${BASE}/attendees`]: ({ query }: Asked) => ({ items: query.has("q") ? [] : [LINE], next_cursor: null }),
    });
    expect(await screen.findByRole("heading", { name: "Nobody fits" })).toBeTruthy();
    expect(searches(asked)[0]?.get("event_id")).toBe(EVENT.id);
    await user.click(screen.getByRole("button", { name: "Take all filters away" }));
    await waitFor(() => expect(searches(asked).at(-1)?.has("q")).toBe(false));
    expect(await screen.findByRole("link", { name: "Charles Babbage" })).toBeTruthy();
  });
});

describe("the list of jobs", () => {
  it("names what runs, and what to do where nothing does", async () => {
    visit("/meridian/jobs");
    expect(await screen.findByRole("heading", { level: 1, name: "Background jobs" })).toBeTruthy();
    expect(await screen.findByRole("link", { name: "Orders" })).toBeTruthy();
  });
});

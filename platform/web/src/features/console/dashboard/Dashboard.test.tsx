import { act, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import type { Dashboard, Day, Figures, Whole } from "./queries";
import { madeDispute } from "../money/testing";
import attendance from "../attendance/texts/en.json";
import money from "../money/texts/en.json";
import texts from "./texts/en.json";
import "./EventDashboard";
import "./OrganizationDashboard";

const HERE = organization({ permissions: ["events.read", "orders.read"] });
const BASE = `/organizations/${HERE.id}`;
const EVENT = madeEvent();
const FORMER = madeEvent({ id: "0190b1de-0000-7000-8000-0000000000ef", title: "Last year", state: "ended" });
const MONEY = { currency: "EUR", paid_minor: 7500, refunded_minor: 2500, net_minor: 5000 };
const day = (date: string, tickets: number): Day => ({
  day: date,
  tickets,
  placed: tickets,
  confirmed: tickets,
  revenue: [],
});

function figures(changes: Partial<Figures> = {}): Figures {
  return {
    event_id: EVENT.id,
    counted_at: "2026-12-04T17:00:00Z",
    tickets: 40,
    capacity: 100,
    taken: 41,
    people_in: 10,
    orders: { placed: 30, confirmed: 24, waiting: 2, held: 1, conversion: 0.8889 },
    revenue: [MONEY],
    ticket_types: [
      {
        ticket_type_id: "0190b1de-0000-7000-8000-0000000000f1",
        name: "Admission",
        currency: "EUR",
        tickets: 40,
        gross_minor: 7500,
        people_in: 10,
      },
    ],
    today: { ...day("2026-12-04", 3), revenue: [MONEY] },
    ...changes,
  };
}

const dashboard = (changes: Partial<Dashboard> = {}): Dashboard => ({
  title: EVENT.title,
  state: "published",
  time_zone: "Europe/Brussels",
  starts_at: EVENT.starts_at,
  figures: figures(),
  days: [day("2026-12-01", 37), day("2026-12-04", 3)],
  ...changes,
});

const WHOLE: Whole = {
  counted_at: "2026-12-04T17:00:00Z",
  capacity: 100,
  taken: 41,
  placed: 30,
  confirmed: 24,
  waiting: 2,
  revenue: [MONEY],
  events: [
    {
      event_id: EVENT.id,
      title: EVENT.title,
      state: "published",
      starts_at: EVENT.starts_at,
      time_zone: "Europe/Brussels",
      capacity: 100,
      taken: 41,
      placed: 30,
      confirmed: 24,
      waiting: 2,
      revenue: [],
    },
  ],
};

/** A stream that the test speaks through. */
class Stream extends EventTarget {
  static opened: Stream[] = [];
  static readonly CLOSED = 2;
  readyState = 1;
  constructor(readonly url: string) {
    super();
    Stream.opened.push(this);
  }
  close(): void {
    this.readyState = Stream.CLOSED;
  }
  say(document: unknown): void {
    this.dispatchEvent(new MessageEvent("dashboard", { data: JSON.stringify(document) }));
  }
}

const address = (at: string) => ({ url: `https://live.example${at}?token=t`, expires_at: "2100-01-01T00:00:00Z" });

function visit(at: string, answers: Answers = {}) {
  return renderConsole(routes, {
    at,
    texts: { attendance, dashboard: texts, money },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${BASE}/events`]: { items: [FORMER], next_cursor: null },
      [`GET ${BASE}/events/${EVENT.id}`]: EVENT,
      [`GET ${BASE}/events/${EVENT.id}/dashboard`]: dashboard(),
      [`GET ${BASE}/events/${FORMER.id}/dashboard`]: dashboard({
        title: "Last year",
        starts_at: "2025-12-14T17:00:00Z",
        figures: figures({ tickets: 90 }),
        days: [day("2025-12-01", 25), day("2025-12-10", 65)],
      }),
      [`POST ${BASE}/events/${EVENT.id}/dashboard/stream`]: address("/event"),
      [`GET ${BASE}/dashboard`]: WHOLE,
      [`POST ${BASE}/dashboard/stream`]: address("/whole"),
      ...answers,
    },
  });
}

beforeEach(() => {
  localStorage.clear();
  Stream.opened = [];
  vi.stubGlobal("EventSource", Stream);
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("the dashboard of an event", () => {
  it("shows the figures, and follows what the stream says", async () => {
    visit(`/meridian/events/${EVENT.id}/dashboard`);
    expect(await screen.findByText("41 of 100 places taken")).toBeTruthy();
    expect(screen.getByText("88.9%")).toBeTruthy();
    expect(screen.getByText("40 sold · 10 in")).toBeTruthy();
    await waitFor(() => expect(Stream.opened).toHaveLength(1));
    expect(Stream.opened[0]?.url).toBe("https://live.example/event?token=t");
    act(() => Stream.opened[0]?.say(figures({ taken: 55 })));
    expect(await screen.findByText("55 of 100 places taken")).toBeTruthy();
    expect(screen.getByText("Live")).toBeTruthy();
    act(() => void Stream.opened[0]?.dispatchEvent(new Event("error")));
    expect(await screen.findByText("Not live, trying again")).toBeTruthy();
  });

  it("has its days as a picture with words, as a table, and to copy", async () => {
    const { user } = visit(`/meridian/events/${EVENT.id}/dashboard`);
    expect(await screen.findByRole("img", { name: /most on 1 Dec: 37$/ })).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Show as table" }));
    expect(screen.getAllByRole("row")).toHaveLength(3);
    await user.click(screen.getByRole("button", { name: "Copy as table" }));
    expect(await screen.findByText("The table is copied.")).toBeTruthy();
    expect((await navigator.clipboard.readText()).split("\n").at(-1)).toBe("2026-12-04\t3\t3");
  });

  it("stands beside a former event at the same distance from its start", async () => {
    const { user } = visit(`/meridian/events/${EVENT.id}/dashboard`);
    const said = "40 tickets now. Last year had 25 at the same distance from its start, and 90 in the end.";
    expect(await screen.findByText(said)).toBeTruthy();
    await user.selectOptions(screen.getByLabelText(/Compare with/), "No event");
    expect(screen.queryByText(said)).toBeNull();
  });

  it("has who came, and who is inside now, for who may check people in", async () => {
    const came = { expected: 40, attended: 10, no_shows: null, rate: 0.25 };
    const room = { ...came, list_id: "room", name: "Room", session_ids: [], inside: 7, capacity: 20 };
    visit(`/meridian/events/${EVENT.id}/dashboard`, {
      "GET /me/organizations": {
        items: [organization({ permissions: [...HERE.permissions, "checkin.scan"] })],
        next_cursor: null,
      },
      [`GET ${BASE}/events/${EVENT.id}/attendance`]: { event: came, lists: [room] },
    });
    expect(await screen.findByText("of 40 expected")).toBeTruthy();
    expect(screen.getByText("25%", { selector: ".stat__value" })).toBeTruthy();
    expect(screen.getByText("of 20 places")).toBeTruthy();
    const link = screen.getByRole("link", { name: "By day, list and session" });
    expect(link.getAttribute("href")).toBe(`/meridian/events/${EVENT.id}/checkin/attendance`);
  });

  it("says what comes where nothing is sold", async () => {
    const none = { placed: 0, confirmed: 0, waiting: 0, held: 0, conversion: null };
    visit(`/meridian/events/${EVENT.id}/dashboard`, {
      [`GET ${BASE}/events/${EVENT.id}/dashboard`]: dashboard({ figures: figures({ tickets: 0, orders: none }) }),
    });
    expect(await screen.findByRole("heading", { name: "Nothing sold yet" })).toBeTruthy();
  });
});

describe("the dashboard of an organization", () => {
  it("has its announced events beside each other, and follows them", async () => {
    visit("/meridian/dashboard");
    expect(await screen.findByRole("link", { name: EVENT.title })).toBeTruthy();
    await waitFor(() => expect(Stream.opened).toHaveLength(1));
    act(() => Stream.opened[0]?.say({ ...WHOLE, confirmed: 25 }));
    expect(await screen.findByText("25")).toBeTruthy();
  });

  it("says that a dispute waits for an answer, to who may see payments", async () => {
    const reader = organization({ permissions: [...HERE.permissions, "payments.read"] });
    visit("/meridian/dashboard", {
      "GET /me/organizations": { items: [reader], next_cursor: null },
      [`GET ${BASE}/payment-disputes`]: { items: [madeDispute()], next_cursor: null },
    });
    const link = await screen.findByRole("link", { name: "Look at disputes" });
    expect(link.getAttribute("href")).toBe("/meridian/money/disputes?state=open");
  });

  it("asks for no stream of all events for who has only some", async () => {
    const { asked } = visit("/meridian/dashboard", {
      "GET /me/organizations": { items: [{ ...HERE, event_ids: [EVENT.id] }], next_cursor: null },
      [`GET ${BASE}/dashboard`]: { ...WHOLE, events: [] },
    });
    expect(await screen.findByRole("heading", { name: "No announced events" })).toBeTruthy();
    expect(asked.filter(({ method }) => method === "POST")).toEqual([]);
  });
});

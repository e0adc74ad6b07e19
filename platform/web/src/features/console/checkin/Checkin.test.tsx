import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import dashboardTexts from "../dashboard/texts/en.json";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers, type Asked } from "../testing";
import "./Checkin";
import { fill } from "../../../ui/testing";
import type { Admission, CheckinList, Verdict } from "./queries";
import texts from "./texts/en.json";

const ALL = ["checkin.scan", "checkin.undo", "checkin.manage", "orders.read", "orders.edit", "shifts.read"];
const HERE = organization({ permissions: ["events.read", ...ALL] });
const EVENT = madeEvent();
const BASE = `/organizations/${HERE.id}`;
const PATH = `${BASE}/events/${EVENT.id}`;
const LIST: CheckinList = {
  id: "list",
  name: "Everybody",
  is_default: true,
  ticket_type_ids: null,
  once_per: "event",
  time_zone: EVENT.time_zone,
  opens_at: null,
  closes_at: null,
  scope: "event",
  session_ids: [],
  version: 1,
  entry_rule: "once",
  max_reentries: null,
  reentry_minutes: null,
  capacity: null,
  windows: null,
};
const ADMISSION: Admission = {
  id: "admission",
  list_id: "list",
  ticket_id: "ticket",
  ticket_type_id: "type",
  attendee_name: "Grace Hopper",
  admitted_at: "2026-12-14T17:02:00Z",
  gate: "North",
  device: "",
  method: "scan",
  undone_at: null,
  undo_reason: null,
};
const VERDICT: Verdict = {
  verdict: "admitted",
  reason: "admitted",
  list_id: "list",
  attendee_name: "Ada Lovelace",
  ticket_type: "Admission",
  admission_id: "next",
  admitted_at: "2026-12-14T17:05:00Z",
  gate: "",
  opens_at: null,
  closes_at: null,
  scan_id: null,
  overridden: null,
  exited_at: null,
  inside: null,
};
const ADA = {
  id: "ticket-2",
  attendee_id: "ada",
  order_id: "order",
  order_number: "K7QX4M",
  order_state: "confirmed",
  event_id: EVENT.id,
  ticket_type_id: "type",
  ticket_id: "ticket-2",
  state: "valid",
  name: "Ada Lovelace",
  email: "ada@example.org",
  is_transferred: false,
  is_checked_in: false,
  placed_at: "2026-02-01T12:00:00Z",
  tag_ids: [],
};

function visit(answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/checkin`,
    texts: { checkin: texts, dashboard: dashboardTexts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/ticket-types`]: { items: [{ id: "type", name: "Admission" }], next_cursor: null },
      [`GET ${PATH}/programme`]: { sessions: [], tracks: [], speakers: [] },
      [`GET ${PATH}/gates`]: { items: [{ id: "gate", name: "North" }] },
      [`GET ${PATH}/checkin-lists`]: { items: [LIST] },
      [`GET ${PATH}/checkins/counts`]: {
        lists: [
          {
            list_id: "list",
            name: "Everybody",
            session_ids: [],
            registered: null,
            entries: 1,
            overrides: 0,
            inside: null,
            capacity: null,
            parts: [{ ticket_type_id: "type", gate: "North", entries: 1, people: 1 }],
          },
        ],
        valid: [{ ticket_type_id: "type", tickets: 250 }],
      },
      [`GET ${PATH}/checkins`]: { items: [ADMISSION], next_cursor: null },
      [`GET ${BASE}/attendees`]: { items: [ADA], next_cursor: null },
      [`GET ${BASE}/orders/order/tickets`]: { items: [{ id: "ticket-2", short_code: "4F7K-9Q2M" }] },
      [`POST ${PATH}/checkins`]: VERDICT,
      ...answers,
    },
  });
}

const sent = (asked: readonly Asked[], end: string) =>
  asked.find(({ method, path }) => method !== "GET" && path.endsWith(end));

beforeEach(() => localStorage.clear());

describe("check-in", () => {
  it("lets somebody in who is found by name, at the gate that was chosen", async () => {
    const { user, asked } = visit();
    expect((await screen.findAllByText("of 250")).length).toBeGreaterThan(0);
    await user.selectOptions(await screen.findByLabelText(/^Gate/), "North");
    await fill(user, screen.getByRole("searchbox", { name: /^Name, order number/ }), "Ada");
    await user.click(await screen.findByRole("button", { name: "Check in Ada Lovelace" }));
    expect(await screen.findByText("Come in")).toBeTruthy();
    expect(screen.getByText("Ada Lovelace · Admission")).toBeTruthy();
    expect(sent(asked, "/checkins")?.body).toEqual({
      code: "4F7K-9Q2M",
      gate: "North",
      device: "console",
      list_id: "list",
    });
    expect(asked.find(({ path }) => path === `${BASE}/attendees`)?.query.get("event_id")).toBe(EVENT.id);
  });

  it("says by code why not, and asks for the code of a ticket that was passed on", async () => {
    const again = { ...VERDICT, verdict: "refused", reason: "already_admitted", gate: "North" };
    const { user } = visit({
      [`POST ${PATH}/checkins`]: again,
      [`GET ${BASE}/orders/order/tickets`]: { items: [{ id: "ticket-2", short_code: null }] },
    });
    const field = await screen.findByRole("searchbox", { name: /^Name, order number/ });
    await user.type(field, "Ad{Enter}");
    expect(await screen.findByText(/^A code has eight letters/)).toBeTruthy();
    await user.clear(field);
    await user.type(field, "4F7K-9Q2M{Enter}");
    expect(await screen.findByText("Already in since Mon 14 Dec, 18:05, by North")).toBeTruthy();
    await user.click(await screen.findByRole("button", { name: "Check in Ada Lovelace" }));
    expect(await screen.findByText("This ticket was passed on")).toBeTruthy();
  });

  it("lets somebody in whom a rule refused, with a reason, and once", async () => {
    const refused: Verdict = { ...VERDICT, verdict: "refused", reason: "wrong_list", admission_id: null };
    const let_in: Verdict = { ...VERDICT, overridden: "wrong_list" };
    const { user, asked } = visit(
      { [`POST ${PATH}/checkins`]: refused, [`POST ${PATH}/checkins/override`]: let_in },
      organization({ permissions: ["events.read", "checkin.override", ...ALL] }),
    );
    await fill(user, await screen.findByRole("searchbox", { name: /^Name, order number/ }), "4F7K-9Q2M");
    await user.click(screen.getByRole("button", { name: "Check in by code" }));
    await user.click(await screen.findByRole("button", { name: "Let in anyway" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Let in anyway" }));
    expect(dialog.getByText("Say why")).toBeTruthy();
    expect(sent(asked, "/override")).toBeUndefined();
    await fill(user, dialog.getByLabelText(/^Reason/), "Moved by the organizer");
    await user.click(dialog.getByRole("button", { name: "Let in anyway" }));
    expect(await screen.findByText("Come in")).toBeTruthy();
    expect(sent(asked, "/override")?.body).toMatchObject({ code: "4F7K-9Q2M", reason: "Moved by the organizer" });
    expect((sent(asked, "/override")?.body as { scan_id: string }).scan_id.length).toBeGreaterThan(7);
  });

  it("offers no way round what is no valid ticket, nor to who may not", async () => {
    const { user } = visit({ [`POST ${PATH}/checkins`]: { ...VERDICT, verdict: "refused", reason: "wrong_list" } });
    await fill(user, await screen.findByRole("searchbox", { name: /^Name, order number/ }), "4F7K-9Q2M");
    await user.click(screen.getByRole("button", { name: "Check in by code" }));
    expect(await screen.findByText("This list does not admit this ticket type")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Let in anyway" })).toBeNull();
  });

  it("takes a check-in back for a reason", async () => {
    const { user, asked } = visit({
      [`POST ${PATH}/checkins/admission/undo`]: () => new Response(null, { status: 204 }),
    });
    await user.click(await screen.findByRole("button", { name: "More for Grace Hopper" }));
    await user.click(await screen.findByRole("menuitem", { name: "Take back" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Take back" }));
    expect(dialog.getByText("Say why")).toBeTruthy();
    await fill(user, dialog.getByLabelText("Reason"), "Wrong person");
    await user.click(dialog.getByRole("button", { name: "Take back" }));
    expect(await screen.findByText("Grace Hopper is no longer in.")).toBeTruthy();
    expect(sent(asked, "/undo")?.body).toEqual({ reason: "Wrong person" });
  });

  it("has lists for gates, days and ticket types, which open and close", async () => {
    const { user, asked } = visit({
      [`POST ${PATH}/checkin-lists`]: () => Response.json({ ...LIST, id: "side", name: "Side door" }, { status: 201 }),
      [`PATCH ${PATH}/checkin-lists/list`]: LIST,
    });
    await user.click(await screen.findByRole("button", { name: "Add list" }));
    const panel = within(await screen.findByRole("dialog", { name: "New list" }));
    await fill(user, panel.getByLabelText("Name"), "Side door");
    await user.click(panel.getByRole("radio", { name: "Some ticket types" }));
    await user.click(panel.getByRole("button", { name: "Add list" }));
    expect(await panel.findAllByText("Choose at least one ticket type")).toHaveLength(2);
    await user.click(panel.getByRole("checkbox", { name: "Admission" }));
    await user.click(panel.getByRole("radio", { name: "Once each day" }));
    await user.click(panel.getByRole("button", { name: "Add list" }));
    expect(await screen.findByText("Side door is saved.")).toBeTruthy();
    expect(sent(asked, "/checkin-lists")?.body).toEqual({
      name: "Side door",
      ticket_type_ids: ["type"],
      once_per: "day",
      session_ids: null,
      opens_at: null,
      closes_at: null,
      windows: null,
      entry_rule: "once",
      max_reentries: null,
      reentry_minutes: null,
      capacity: null,
    });
    await user.click(screen.getByRole("button", { name: "More for Everybody" }));
    await user.click(await screen.findByRole("menuitem", { name: "Close now" }));
    expect(await screen.findByText("Everybody is closed.")).toBeTruthy();
    expect(sent(asked, "/list")?.headers.get("If-Match")).toBe('"1"');
  });

  it("makes a list of a room's day, and changes its sessions", async () => {
    const session = (id: string, title: string, hour: number, more: object = {}) => ({
      id,
      title,
      day: "2026-12-14",
      starts_at: `2026-12-14T${String(hour)}:00:00Z`,
      room_id: "room",
      track_id: null,
      needs_registration: true,
      ...more,
    });
    const sessions = [
      session("s2", "Knots", 11),
      session("s1", "Pegs", 10),
      session("s3", "Ropes", 10, { room_id: "hall" }),
      session("s4", "Tea", 12, { needs_registration: false }),
    ];
    const programme = { sessions, tracks: [], speakers: [], rooms: [{ id: "room", name: "Room A" }] };
    const own = { ...LIST, id: "day", name: "Room A", is_default: false, scope: "session", session_ids: ["s1", "s2"] };
    const { user, asked } = visit({
      [`GET ${PATH}/programme`]: programme,
      [`GET ${PATH}/checkin-lists`]: { items: [LIST, own] },
      [`POST ${PATH}/checkin-lists`]: () => Response.json(own, { status: 201 }),
      [`PATCH ${PATH}/checkin-lists/day`]: own,
    });
    expect(await screen.findByText("2 sessions")).toBeTruthy();
    await user.click(await screen.findByRole("button", { name: "Add list" }));
    const panel = within(await screen.findByRole("dialog", { name: "New list" }));
    await fill(user, panel.getByLabelText("Name"), "Day");
    await user.click(await panel.findByRole("radio", { name: "Who is registered for certain sessions" }));
    await user.click(panel.getByRole("button", { name: "Add list" }));
    expect(await panel.findAllByText("Choose at least one session")).toHaveLength(2);
    expect(panel.queryByRole("checkbox", { name: /Tea/ })).toBeNull();
    await user.selectOptions(panel.getByLabelText(/^Add all of/), "Room: Room A, Mon 14 Dec");
    await user.click(panel.getByRole("radio", { name: "Once each day" }));
    await user.click(panel.getByRole("button", { name: "Add list" }));
    expect(sent(asked, "/checkin-lists")?.body).toMatchObject({ session_ids: ["s1", "s2"], once_per: "day" });
    await user.click(await screen.findByRole("button", { name: "More for Room A" }));
    await user.click(await screen.findByRole("menuitem", { name: "Edit" }));
    const edited = within(await screen.findByRole("dialog", { name: "Room A" }));
    await user.click(await edited.findByRole("checkbox", { name: /Knots/ }));
    await user.click(edited.getByRole("button", { name: "Save changes" }));
    await waitFor(() => expect(sent(asked, "/day")?.body).toEqual({ session_ids: ["s1"] }));
  });

  it("keeps a list to some hours, which follow each other", async () => {
    const { user, asked } = visit({
      [`POST ${PATH}/checkin-lists`]: () => Response.json({ ...LIST, id: "hall", name: "Hall" }, { status: 201 }),
    });
    await user.click(await screen.findByRole("button", { name: "Add list" }));
    const panel = within(await screen.findByRole("dialog", { name: "New list" }));
    const setTime = async (label: string, value: string): Promise<void> => {
      const field = panel.getByLabelText(label);
      await fill(user, field, value);
    };
    await fill(user, panel.getByLabelText("Name"), "Hall");
    await user.click(panel.getByRole("button", { name: "Add window" }));
    await setTime("Window 1 opens", "2026-12-14T09:00");
    await setTime("Window 1 closes", "2026-12-14T12:00");
    await user.click(panel.getByRole("button", { name: "Add window" }));
    await setTime("Window 2 opens", "2026-12-14T11:00");
    await setTime("Window 2 closes", "2026-12-14T18:00");
    await user.click(panel.getByRole("button", { name: "Add window" }));
    await user.click(panel.getByRole("button", { name: "Remove window 3" }));
    await user.click(panel.getByRole("button", { name: "Add list" }));
    expect(await panel.findAllByText("Window 2 begins before the one above it ends")).not.toHaveLength(0);
    await setTime("Window 2 opens", "2026-12-14T12:00");
    await user.click(panel.getByRole("button", { name: "Add list" }));
    expect(await screen.findByText("Hall is saved.")).toBeTruthy();
    expect(sent(asked, "/checkin-lists")?.body).toMatchObject({
      windows: [
        { opens_at: "2026-12-14T08:00:00.000Z", closes_at: "2026-12-14T11:00:00.000Z" },
        { opens_at: "2026-12-14T11:00:00.000Z", closes_at: "2026-12-14T17:00:00.000Z" },
      ],
    });
  });

  it("makes a list by which people go out and come in again, so many at once", async () => {
    const { user, asked } = visit({
      [`POST ${PATH}/checkin-lists`]: () => Response.json({ ...LIST, id: "hall", name: "Hall" }, { status: 201 }),
    });
    await user.click(await screen.findByRole("button", { name: "Add list" }));
    const panel = within(await screen.findByRole("dialog", { name: "New list" }));
    await fill(user, panel.getByLabelText("Name"), "Hall");
    expect(panel.queryByLabelText(/^Times in again/)).toBeNull();
    await user.click(panel.getByRole("radio", { name: /^Is scanned/ }));
    await user.type(panel.getByLabelText(/^Times in again/), "2");
    await user.type(panel.getByLabelText(/^Minutes to come back/), "0");
    await fill(user, panel.getByLabelText(/^Places inside/), "150");
    await user.click(panel.getByRole("button", { name: "Add list" }));
    expect(await panel.findAllByText("Enter a whole number from 1")).toHaveLength(2);
    await user.clear(panel.getByLabelText(/^Minutes to come back/));
    await user.click(panel.getByRole("button", { name: "Add list" }));
    expect(await screen.findByText("Hall is saved.")).toBeTruthy();
    expect(sent(asked, "/checkin-lists")?.body).toMatchObject({
      entry_rule: "re_entry",
      max_reentries: 2,
      reentry_minutes: null,
      capacity: 150,
    });
  });

  it("lets people out by a list with re-entry, and says how many are inside", async () => {
    const hall: CheckinList = { ...LIST, entry_rule: "re_entry", capacity: 150 };
    const out: Verdict = { ...VERDICT, verdict: "exited", reason: "exited", exited_at: "2026-12-14T18:05:00Z" };
    const { user, asked } = visit({
      [`GET ${PATH}/checkin-lists`]: { items: [hall] },
      [`GET ${PATH}/checkins/counts`]: {
        lists: [
          {
            list_id: "list",
            name: "Everybody",
            session_ids: [],
            registered: null,
            entries: 9,
            overrides: 0,
            inside: 7,
            capacity: 150,
            parts: [],
          },
        ],
        valid: [],
      },
      [`POST ${PATH}/checkins`]: out,
    });
    expect(await screen.findByText("at most 150")).toBeTruthy();
    expect(screen.getByText("150 inside at most")).toBeTruthy();
    await user.selectOptions(screen.getByLabelText(/^Direction/), "Out");
    await fill(user, screen.getByRole("searchbox", { name: /^Name, order number/ }), "4F7K-9Q2M");
    await user.click(screen.getByRole("button", { name: "Check in by code" }));
    expect(await screen.findByText("Ada Lovelace · Admission")).toBeTruthy();
    expect(sent(asked, "/checkins")?.body).toMatchObject({ direction: "out", list_id: "list" });
  });

  it("leaves out what one may not do", async () => {
    visit({}, organization({ permissions: ["events.read", "checkin.scan"] }));
    expect(await screen.findByText("Grace Hopper")).toBeTruthy();
    expect(screen.getByRole("searchbox", { name: "Ticket code" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^More for/ })).toBeNull();
    expect(screen.queryByRole("button", { name: "Add list" })).toBeNull();
  });
});

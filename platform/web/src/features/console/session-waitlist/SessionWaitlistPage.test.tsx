import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import "./SessionWaitlistPage";
import type { Entry } from "./queries";
import { bodyOf, formOf } from "./settings-form";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "waitlist.read", "waitlist.edit"] });
const EVENT = madeEvent({ time_zone: "Europe/Berlin", state: "published" });
const BASE = `/organizations/${HERE.id}`;
const AT_EVENT = `${BASE}/events/${EVENT.id}`;
const ADA = "0190b1de-0000-7000-8000-000000000a01";
const KNOTS = "0190b1de-0000-7000-8000-0000000000e1";

function waiting(changes: Partial<Entry>): Entry {
  return {
    id: ADA,
    event_id: EVENT.id,
    session_id: KNOTS,
    session: "Knots by hand",
    ticket_id: "0190b1de-0000-7000-8000-0000000000f1",
    holder_name: "Ada Lovelace",
    priority: "vip",
    state: "waiting",
    position: 1,
    joined_at: "2026-02-01T12:00:00Z",
    offered_at: null,
    offered_by: "",
    expires_at: null,
    version: 3,
    ...changes,
  };
}

const SETTINGS = {
  is_open: true,
  freed_first: true,
  gives_at_once: false,
  offer_minutes: 720,
  sessions: [],
  version: 2,
};
const FIGURES = { waiting: 1, offered: 0, offers: 5, taken: 3, lapsed: 1, sessions: [] };

function visit(answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/session-waitlist`,
    texts: { "session-waitlist": texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${AT_EVENT}`]: EVENT,
      [`GET ${AT_EVENT}/programme`]: { sessions: [], speakers: [], tracks: [], rooms: [] },
      [`GET ${AT_EVENT}/session-waitlist`]: { items: [waiting({})], next_cursor: null },
      [`GET ${AT_EVENT}/session-waitlist-figures`]: FIGURES,
      [`GET ${AT_EVENT}/session-waitlist-settings`]: SETTINGS,
      [`PUT ${AT_EVENT}/session-waitlist-settings`]: { ...SETTINGS, gives_at_once: true, version: 3 },
      [`POST ${BASE}/session-waitlist-entries/${ADA}/offer`]: waiting({ state: "offered" }),
      [`DELETE ${BASE}/session-waitlist-entries/${ADA}`]: null,
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

it("lists which tickets wait for what, and reserves a place by hand", async () => {
  const shown = visit();
  const list = await screen.findByRole("list", { name: "Session waitlists" });
  expect(within(list).getByText("Knots by hand")).toBeTruthy();
  expect(within(list).getByText("No. 1")).toBeTruthy();
  await shown.user.click(within(list).getByRole("button", { name: /Ada Lovelace/ }));
  await shown.user.click(await screen.findByRole("menuitem", { name: "Offer now" }));
  expect(await screen.findByText("We have emailed Ada Lovelace an offer.")).toBeTruthy();
});

it("saves that a freed place is given at once", async () => {
  const shown = visit();
  await shown.user.selectOptions(await screen.findByLabelText(/A freed place/), "give");
  await shown.user.click(screen.getByRole("button", { name: "Save changes" }));
  expect(await screen.findByText("The session waitlists are saved.")).toBeTruthy();
  const sent = shown.asked.find(({ body }) => body !== undefined && body !== null);
  expect(sent?.body).toMatchObject({ is_open: true, freed_first: true, gives_at_once: true, offer_minutes: 720 });
  expect(sent?.headers.get("If-Match")).toBe('"2"');
});

it("changes nothing for who may only look", async () => {
  visit({}, organization({ permissions: ["events.read", "waitlist.read"] }));
  const list = await screen.findByRole("list", { name: "Session waitlists" });
  expect(within(list).queryByRole("button")).toBeNull();
});

it("keeps what a session says otherwise", () => {
  const own = { session_id: KNOTS, is_open: true, freed_first: false, gives_at_once: false };
  const form = formOf({ ...SETTINGS, sessions: [own] });
  expect(form.sessions).toEqual({ [KNOTS]: "by_hand" });
  expect(bodyOf(form).sessions).toEqual([own]);
  expect(bodyOf({ ...form, sessions: { [KNOTS]: "closed" } }).sessions).toEqual([
    { session_id: KNOTS, is_open: false, freed_first: null, gives_at_once: null },
  ]);
  expect(bodyOf({ ...form, sessions: { [KNOTS]: "same" } }).sessions).toEqual([]);
});

import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import "../events/EventOverview";
import "./WaitlistNotice";
import "./WaitlistPage";
import type { Entry } from "./queries";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "catalog.read", "waitlist.read", "waitlist.edit"] });
const EVENT = madeEvent({ time_zone: "Europe/Berlin", state: "published" });
const BASE = `/organizations/${HERE.id}`;
const AT_EVENT = `${BASE}/events/${EVENT.id}`;
const ADA = "0190b1de-0000-7000-8000-000000000a01";
const BEN = "0190b1de-0000-7000-8000-000000000a02";

function waiting(changes: Partial<Entry>): Entry {
  return {
    id: ADA,
    event_id: EVENT.id,
    ticket_type_id: "0190b1de-0000-7000-8000-0000000000f1",
    ticket_type: "Salon",
    quantity: 2,
    name: "Ada Lovelace",
    email: "ada@example.org",
    priority: "vip",
    state: "waiting",
    position: 1,
    joined_at: "2026-02-01T12:00:00Z",
    offered_at: null,
    offered_by: "",
    expires_at: null,
    order_id: null,
    version: 3,
    ...changes,
  };
}

const TWO = [waiting({}), waiting({ id: BEN, name: "", email: "ben@example.org", priority: "standard", position: 2 })];
const FIGURES = { waiting: 2, waiting_tickets: 4, offered: 0, offers: 5, bought: 3, lapsed: 1, types: [] };
const SETTINGS = { is_open: true, freed_first: true, offer_minutes: 1440, most_quantity: 4, types: [], version: 2 };

function visit(answers: Answers = {}, here = HERE, at = `/meridian/events/${EVENT.id}/waitlist`) {
  return renderConsole(routes, {
    at,
    texts: { waitlist: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${AT_EVENT}`]: EVENT,
      [`GET ${AT_EVENT}/ticket-types`]: { items: [] },
      [`GET ${AT_EVENT}/waitlist`]: { items: TWO, next_cursor: null },
      [`GET ${AT_EVENT}/waitlist-figures`]: FIGURES,
      [`GET ${AT_EVENT}/waitlist-settings`]: SETTINGS,
      [`PUT ${AT_EVENT}/waitlist-settings`]: { ...SETTINGS, most_quantity: 2, version: 3 },
      [`POST ${BASE}/waitlist-entries/${ADA}/offer`]: waiting({ state: "offered" }),
      [`PATCH ${BASE}/waitlist-entries/${BEN}`]: waiting({ id: BEN }),
      [`DELETE ${BASE}/waitlist-entries/${BEN}`]: null,
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

it("lists who waits in order, and offers places by hand", async () => {
  const shown = visit();
  const list = await screen.findByRole("list", { name: "Waitlist" });
  expect(within(list).getByText("No. 1")).toBeTruthy();
  expect(within(list).getByText("VIP")).toBeTruthy();
  expect(within(list).getByText("ben@example.org")).toBeTruthy();
  await shown.user.click(within(list).getByRole("button", { name: /Ada Lovelace/ }));
  await shown.user.click(await screen.findByRole("menuitem", { name: "Offer now" }));
  expect(await screen.findByText("We have emailed Ada Lovelace an offer.")).toBeTruthy();
});

it("moves somebody to another class over the version that was seen", async () => {
  const shown = visit();
  const list = await screen.findByRole("list", { name: "Waitlist" });
  await shown.user.click(within(list).getByRole("button", { name: /ben@example.org/ }));
  await shown.user.click(await screen.findByRole("menuitem", { name: "Move to early bird" }));
  expect(await screen.findByText("ben@example.org is in another class.")).toBeTruthy();
  const sent = shown.asked.find(({ path }) => path.endsWith(`/waitlist-entries/${BEN}`));
  expect(sent?.body).toEqual({ priority: "early_bird" });
  expect(sent?.headers.get("If-Match")).toBe('"3"');
});

it("says what is wrong with a number, and saves a right one", async () => {
  const shown = visit();
  const most = await screen.findByLabelText(/Most tickets for one person/);
  await shown.user.clear(most);
  await shown.user.type(most, "0");
  await shown.user.click(screen.getByRole("button", { name: "Save changes" }));
  expect((await screen.findAllByText("Please enter a whole number from 1 to 100")).length).toBeGreaterThan(0);
  await shown.user.clear(most);
  await shown.user.type(most, "2");
  await shown.user.click(screen.getByRole("button", { name: "Save changes" }));
  expect(await screen.findByText("The waitlist is saved.")).toBeTruthy();
  const sent = shown.asked.find(({ body }) => body !== undefined && body !== null);
  expect(sent?.body).toMatchObject({ is_open: true, freed_first: true, offer_minutes: 1440, most_quantity: 2 });
});

it("changes nothing for who may only look", async () => {
  visit({}, organization({ permissions: ["events.read", "waitlist.read"] }));
  const list = await screen.findByRole("list", { name: "Waitlist" });
  expect(within(list).queryByRole("button")).toBeNull();
});

it("is told of on the first view of the event", async () => {
  visit({}, HERE, `/meridian/events/${EVENT.id}`);
  expect(await screen.findByText("2 people wait for tickets")).toBeTruthy();
  expect(screen.getByRole("link", { name: "View the waitlist" })).toBeTruthy();
});

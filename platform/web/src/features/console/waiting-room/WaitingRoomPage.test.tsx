import { screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import "./WaitingRoomPage";
import { fill } from "../../../ui/testing";
import type { Figures, Room } from "./queries";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "waiting_room.read", "waiting_room.edit"] });
const EVENT = madeEvent({ time_zone: "Europe/Berlin", state: "published", title: "Harbour Lights" });
const AT = `/organizations/${HERE.id}/events/${EVENT.id}/waiting-room`;
const ROOM: Room = {
  event_id: EVENT.id,
  is_on: true,
  is_paused: false,
  lobby_opens_at: null,
  opens_at: "2026-02-01T12:00:00Z",
  least_per_minute: 30,
  most_per_minute: 300,
  most_shopping: 200,
  shopping_minutes: 10,
  target_milliseconds: 500,
  automatic_above_per_minute: null,
  is_automatic: false,
  run: 1,
  draw_commitment: "ab",
  draw_seed: "cd",
  version: 4,
};
const FIGURES: Figures = {
  waiting: 1240,
  shopping: 180,
  admitted: 3300,
  per_minute: 240,
  is_sold_out: false,
  is_reachable: true,
  estimate_seconds: 310,
  arrivals_per_minute: null,
};

function visit(answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/waiting-room`,
    texts: { waitingRoom: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET /organizations/${HERE.id}/events/${EVENT.id}`]: EVENT,
      [`GET ${AT}`]: ROOM,
      [`GET ${AT}-figures`]: FIGURES,
      [`PUT ${AT}`]: { ...ROOM, version: 5 },
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

it("shows how many wait and shop, and how fast people are admitted", async () => {
  visit();
  expect(await screen.findByText("1,240")).toBeTruthy();
  expect(screen.getByText("180")).toBeTruthy();
  expect(screen.getByRole("heading", { name: "People are being admitted" })).toBeTruthy();
});

it("pauses over the version that was seen, and leaves all else as it is", async () => {
  const shown = visit();
  await shown.user.click(await screen.findByRole("button", { name: "Pause admission" }));
  expect(await screen.findByText("Admission is paused.")).toBeTruthy();
  const sent = shown.asked.find(({ body }) => body !== undefined && body !== null);
  expect(sent?.body).toMatchObject({ is_on: true, is_paused: true, opens_at: ROOM.opens_at, most_shopping: 200 });
  expect(sent?.headers.get("If-Match")).toBe('"4"');
});

it("opens before its time, together with a lobby that was to come", async () => {
  const later = { ...ROOM, draw_seed: null, opens_at: "2999-01-01T12:00:00Z", lobby_opens_at: "2999-01-01T11:00:00Z" };
  const shown = visit({ [`GET ${AT}`]: later });
  await shown.user.click(await screen.findByRole("button", { name: "Open now" }));
  expect(await screen.findByText("The sale of Harbour Lights is open.")).toBeTruthy();
  const sent = shown.asked.find(({ body }) => body !== undefined && body !== null);
  expect(sent?.body).toMatchObject({ lobby_opens_at: null, is_on: true });
});

it("says what is wrong with a form, and saves a right one", async () => {
  const shown = visit();
  const least = await screen.findByLabelText(/Lowest rate/);
  await fill(shown.user, least, "301");
  await shown.user.click(screen.getByRole("button", { name: "Save changes" }));
  expect((await screen.findAllByText("The lowest rate cannot be above the highest")).length).toBeGreaterThan(0);
  await shown.user.clear(least);
  await shown.user.type(least, "60");
  await shown.user.click(screen.getByRole("button", { name: "Save changes" }));
  expect(await screen.findByText("The waiting room is saved.")).toBeTruthy();
  const sent = shown.asked.find(({ body }) => body !== undefined && body !== null);
  expect(sent?.body).toMatchObject({ least_per_minute: 60, opens_at: "2026-02-01T12:00:00.000Z" });
});

it("is switched on once an opening is saved", async () => {
  visit({ [`GET ${AT}`]: { ...ROOM, is_on: false, opens_at: null, draw_seed: null, version: 0 } });
  expect(await screen.findByText("Save an opening time below, then switch it on.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Switch on" })).toBeNull();
});

it("waits for many to come, and says how many do", async () => {
  const armed = { ...ROOM, is_on: false, draw_seed: null, automatic_above_per_minute: 600 };
  visit({ [`GET ${AT}`]: armed, [`GET ${AT}-figures`]: { ...FIGURES, arrivals_per_minute: 420 } });
  expect(await screen.findByRole("heading", { name: texts["state.armed"] })).toBeTruthy();
  expect(await screen.findByText("420")).toBeTruthy();
  expect(screen.getByText("600")).toBeTruthy();
});

it("says that it has switched itself on, and is told by hand only once the number is taken out", async () => {
  const shown = visit({ [`GET ${AT}`]: { ...ROOM, is_automatic: true, automatic_above_per_minute: 600 } });
  expect(await screen.findByText(texts.automatic)).toBeTruthy();
  await shown.user.clear(screen.getByLabelText(/Switch on by itself above/));
  await shown.user.click(screen.getByRole("button", { name: "Save changes" }));
  expect(await screen.findByText("The waiting room is saved.")).toBeTruthy();
  const sent = shown.asked.find(({ body }) => body !== undefined && body !== null);
  expect(sent?.body).toMatchObject({ automatic_above_per_minute: null, is_on: true });
});

it("says when the queue cannot be reached", async () => {
  visit({ [`GET ${AT}-figures`]: { ...FIGURES, is_reachable: false } });
  expect(await screen.findByText(/We cannot reach the queue/)).toBeTruthy();
});

it("changes nothing for who may only look", async () => {
  visit({}, organization({ permissions: ["events.read", "waiting_room.read"] }));
  expect(await screen.findByText("1,240")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Pause admission" })).toBeNull();
});

import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import type { Event } from "../shell/event";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers, type Asked } from "../testing";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "events.write", "events.publish", "events.purge"] });
const EVENT = madeEvent({ state: "published" });
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const ACTION = {
  id: "action",
  step: "cancel",
  orders: "refund",
  reason: "The hall is flooded.",
  created_at: "2026-03-01T12:00:00Z",
  done_at: null,
  handled: 12,
  failed: 1,
  total: 40,
};

function visit(changes: Partial<Event> = {}, answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}`,
    texts: { events: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${PATH}`]: { ...EVENT, ...changes },
      [`GET ${PATH}/share`]: { url: "https://turnout.example/meridian/lantern-night" },
      [`GET ${PATH}/share.svg`]: () => new Response("<svg/>"),
      [`GET ${PATH}/feed`]: { url: "https://turnout.example/feed/old.ics" },
      [`GET ${PATH}/order-actions`]: { items: [] },
      [`GET ${PATH}/publish-checklist`]: { missing: [], advice: [] },
      [`GET ${PATH}/ticket-types`]: { items: [] },
      [`GET ${PATH}/pools`]: { items: [] },
      ...answers,
    },
  });
}

async function choose(user: ReturnType<typeof visit>["user"], action: string): Promise<void> {
  await user.click(await screen.findByRole("button", { name: "More for Lantern Night" }));
  await user.click(await screen.findByRole("menuitem", { name: action }));
}

const sent = (asked: readonly Asked[]) => asked.findLast(({ method }) => method === "POST");

beforeEach(() => localStorage.clear());

describe("the life of an event", () => {
  it("ends with a reason, a decision over its orders, and how far that has come", async () => {
    let actions: unknown[] = [];
    const { user, asked } = visit(
      {},
      {
        [`GET ${PATH}/order-actions`]: () => ({ items: actions }),
        [`POST ${PATH}/cancel`]: () => ((actions = [ACTION]), { ...EVENT, state: "cancelled", version: 4 }),
      },
    );
    await choose(user, "Cancel event");
    const dialog = within(await screen.findByRole("dialog", { name: "Cancel this event?" }));
    await user.click(dialog.getByRole("radio", { name: /Refund them/ }));
    await user.click(dialog.getByLabelText(/^Reason/));
    await user.paste("The hall is flooded. ");
    await user.click(dialog.getByRole("button", { name: "Cancel event" }));
    expect(await screen.findByText("The event is cancelled. Everybody with a ticket hears of it.")).toBeTruthy();
    expect(sent(asked)?.body).toEqual({ reason: "The hall is flooded.", orders: "refund" });
    expect(await screen.findByText("12 of 40 orders so far · not done: 1")).toBeTruthy();
  });

  it("is taken back for a while, with a way to undo", async () => {
    const { user, asked } = visit(
      {},
      {
        [`POST ${PATH}/unpublish`]: { ...EVENT, state: "draft", version: 4 },
        [`POST ${PATH}/publish`]: { ...EVENT, version: 5 },
      },
    );
    await choose(user, "Unpublish");
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    expect(sent(asked)?.path).toBe(`${PATH}/publish`);
  });

  it("ends in the bin, and for good unless records of purchases name it", async () => {
    const kept = { status: 409, code: "events.records-remain", title: "There are records of purchases" };
    const { user } = visit(
      { state: "deleted" },
      { [`POST ${PATH}/purge`]: () => Response.json(kept, { status: 409 }) },
    );
    await choose(user, "Delete for good");
    const sure = within(await screen.findByRole("alertdialog", { name: "Delete Lantern Night for good?" }));
    await user.click(sure.getByRole("button", { name: "Delete for good" }));
    expect(await sure.findByText("There are records of purchases")).toBeTruthy();
  });

  it("goes to the bin from a draft, and back to the list", async () => {
    const { user, asked } = visit(
      { state: "draft" },
      {
        [`DELETE ${PATH}`]: () => new Response(null, { status: 204 }),
        [`GET /organizations/${HERE.id}/events`]: { items: [], next_cursor: null },
      },
    );
    await choose(user, "Move to the bin");
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Move to the bin" }));
    expect(await screen.findByText("Lantern Night is in the bin.")).toBeTruthy();
    expect(asked.some(({ method, path }) => method === "DELETE" && path === PATH)).toBe(true);
  });

  it("waits for those who may publish, who are asked", async () => {
    const author = organization({ permissions: ["events.read", "events.write"] });
    const review = { ...EVENT, state: "review", version: 4 };
    const { user, asked } = visit({ state: "draft" }, { [`POST ${PATH}/submit`]: review }, author);
    expect(screen.queryByRole("button", { name: "More for Lantern Night" })).toBeNull();
    await user.click(await screen.findByRole("button", { name: "Ask for review" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Ask for review?" }));
    await user.click(dialog.getByRole("button", { name: "Ask for review" }));
    expect(await screen.findByText(/^In review:/)).toBeTruthy();
    expect([sent(asked)?.path, sent(asked)?.body]).toEqual([`${PATH}/submit`, { reason: "" }]);
  });
});

describe("the calendar of an event", () => {
  it("gets a new address when asked twice", async () => {
    const { user } = visit({}, { [`POST ${PATH}/feed`]: { url: "https://turnout.example/feed/new.ics" } });
    expect(await screen.findByDisplayValue("https://turnout.example/feed/old.ics")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Give it a new address" }));
    const sure = within(await screen.findByRole("alertdialog"));
    await user.click(sure.getByRole("button", { name: "Give it a new address" }));
    expect(await screen.findByDisplayValue("https://turnout.example/feed/new.ics")).toBeTruthy();
  });

  it("waits for the platform, or says why the platform sent it back", async () => {
    const here = organization({ permissions: ["events.read", "event-approvals.read"] });
    const approval = {
      id: "approval",
      event_id: EVENT.id,
      state: "declined",
      reason: "Name the organizer.",
      requested_at: "2026-03-01T12:00:00Z",
      decided_at: "2026-03-01T13:00:00Z",
    };
    visit({ state: "draft", state_reason: "Declined" }, { [`GET ${PATH}/approval`]: approval }, here);
    expect(await screen.findByText("The platform declined this event")).toBeTruthy();
    expect(screen.getByText("Name the organizer.")).toBeTruthy();
  });

  it("says nothing of the platform where no moderator was ever asked", async () => {
    const here = organization({ permissions: ["events.read", "event-approvals.read"] });
    const none = (): Response => Response.json({ status: 404, title: "Not found" }, { status: 404 });
    const { asked } = visit({ state: "review" }, { [`GET ${PATH}/approval`]: none }, here);
    expect(await screen.findByRole("heading", { name: "Lantern Night", level: 1 })).toBeTruthy();
    await waitFor(() => expect(asked.some(({ path }) => path.endsWith("/approval"))).toBe(true));
    expect(screen.queryByText(/The platform/)).toBeNull();
  });
});

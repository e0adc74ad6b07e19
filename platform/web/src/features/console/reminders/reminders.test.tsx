// Reminders of an event: their moment, their start from a preset, and what became of them.
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import announcementTexts from "../announcements/texts/en.json";
import { madeProgramme } from "../programme/testing";
import "../rich-text/RichTextEditor";
import richTexts from "../rich-text/texts/en.json";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import "./NewReminder";
import type { Preset, Reminder } from "./queries";
import { bodyOf, distanceOf, EMPTY, fieldOf, formOf, problemsOf, startedFrom, timingOf } from "./reminder-form";
import "./ReminderList";
import "./ReminderPage";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "announcements.read", "announcements.send"] });
const EVENT = madeEvent({ language: "en", time_zone: "Europe/Berlin" });
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const LIST = `${PATH}/reminders`;
const WAITING: Reminder = {
  id: "first",
  event_id: EVENT.id,
  session_id: null,
  anchor: "start",
  days: -1,
  minutes: 0,
  at_time: "10:00",
  texts: [{ language: "en", subject: "Tomorrow at the harbour", body: "<p>Hello</p>", short_text: "" }],
  segment: {
    to: "attendees",
    order_states: ["confirmed"],
    ticket_type_ids: [],
    checked_in: null,
    bought_before: null,
    session_ids: [],
    languages: [],
    tag_ids: [],
    answers: [],
  },
  channels: ["email"],
  is_important: false,
  is_on: true,
  state: "waiting",
  skip_reason: null,
  due_at: "2026-12-12T09:00:00Z",
  announcement_id: null,
  settled_at: null,
  created_at: "2026-11-01T10:00:00Z",
  version: 4,
};
const SENT: Reminder = {
  ...WAITING,
  id: "second",
  state: "sent",
  announcement_id: "its-mails",
  settled_at: "2026-12-12T09:00:10Z",
};
const SKIPPED: Reminder = { ...WAITING, id: "third", state: "skipped", skip_reason: "event-cancelled" };
const THANKS: Preset = {
  key: "thank-you",
  anchor: "end",
  days: 1,
  minutes: 0,
  at_time: "10:00",
  checked_in: true,
  texts: [{ language: "en", subject: "Thank you for coming", body: "<p>It was good.</p>", short_text: "" }],
};

function visit(at: string, answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/reminders${at}`,
    texts: { reminders: texts, announcements: announcementTexts, "rich-text": richTexts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/ticket-types`]: { items: [], next_cursor: null },
      [`GET ${PATH}/programme`]: madeProgramme(),
      [`GET ${PATH}/registration-form`]: {
        id: null,
        language: "en",
        questions: [],
        saved_at: null,
        saved_by: "",
        version: 0,
      },
      [`GET /organizations/${here.id}/order-tags`]: { items: [] },
      [`GET ${LIST}`]: { items: [WAITING, SENT, SKIPPED], next_cursor: null },
      [`GET ${LIST}/presets`]: [THANKS],
      [`GET ${LIST}/first`]: WAITING,
      [`GET ${LIST}/second`]: SENT,
      [`GET ${LIST}/first/preview`]: { language: "en", subject: "Tomorrow", body: "<p>Hello Dana</p>", text: "Hello" },
      [`GET ${LIST}/second/preview`]: { language: "en", subject: "Tomorrow", body: "<p>Hello Dana</p>", text: "Hello" },
      [`POST ${LIST}/moment`]: { due_at: "2026-12-12T09:00:00Z", time_zone: "Europe/Berlin", is_past: false },
      [`POST ${PATH}/announcements/audience`]: { count: 42, sample: [] },
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("reminders", () => {
  it("are listed with their moment on the event's clock, and why one was not sent", async () => {
    const { unmount } = visit("");
    const list = within(await screen.findByRole("list", { name: "Reminders" }));
    expect(list.getAllByText("1 day before the start, at 10:00")).toHaveLength(3);
    expect(list.getByText(/Will be sent .*10:00/)).toBeTruthy();
    expect(list.getByText("Not sent: the event was cancelled.")).toBeTruthy();
    expect(screen.getByRole("link", { name: "New reminder" })).toBeTruthy();
    unmount();
    visit("", {}, organization({ permissions: ["events.read", "announcements.read"] }));
    expect(await screen.findByRole("list", { name: "Reminders" })).toBeTruthy();
    expect(screen.queryByRole("link", { name: "New reminder" })).toBeNull();
  });

  it("start from a preset, say their moment and how many people they are for", async () => {
    const { user, asked } = visit("/new", { [`POST ${LIST}`]: () => Response.json(WAITING, { status: 201 }) });
    await user.click(await screen.findByRole("button", { name: "Thank you" }));
    await waitFor(() => {
      const last = asked.findLast(({ path }) => path === `${LIST}/moment`)?.body;
      expect(last).toMatchObject({ anchor: "end", days: 1, at_time: "10:00" });
    });
    expect(await screen.findByText(/Will be sent .*10:00/)).toBeTruthy();
    expect(await screen.findByText("42 people now")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Save reminder" }));
    await waitFor(() => {
      const made = asked.find(({ method, path }) => method === "POST" && path === LIST);
      expect(made?.body).toMatchObject({
        anchor: "end",
        days: 1,
        segment: { checked_in: true },
        texts: [{ language: "en", subject: "Thank you for coming" }],
      });
    });
  });

  it("are tested and saved over the version that was seen", async () => {
    const { user, asked } = visit("/first", {
      [`PATCH ${LIST}/first`]: () => Response.json({ ...WAITING, version: 5 }),
      [`POST ${LIST}/first/test`]: () => new Response(null, { status: 204 }),
    });
    await user.click(await screen.findByRole("button", { name: "Send me a test" }));
    expect(await screen.findByText("We have emailed you the test.")).toBeTruthy();
    const amount = screen.getByRole("textbox", { name: "How long" });
    await user.clear(amount);
    await user.type(amount, "3");
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("Reminder saved.")).toBeTruthy();
    const saved = asked.find(({ method }) => method === "PATCH");
    expect(saved?.headers.get("If-Match")).toBe('"4"');
    expect(saved?.body).toMatchObject({ days: -3, at_time: "10:00" });
  });

  it("that were sent lead to their report and are not changed", async () => {
    visit("/second");
    const report = await screen.findByRole("link", { name: "See the report" });
    expect(report.getAttribute("href")).toContain("/announcements/its-mails");
    expect(screen.queryByRole("button", { name: "Save changes" })).toBeNull();
  });

  it("are deleted once one is sure", async () => {
    const { user, asked } = visit("/first", { [`DELETE ${LIST}/first`]: () => new Response(null, { status: 204 }) });
    await user.click(await screen.findByRole("button", { name: "Delete the reminder" }));
    const dialog = within(await screen.findByRole("alertdialog"));
    await user.click(dialog.getByRole("button", { name: /delete/i }));
    expect(await screen.findByText("Reminder deleted.")).toBeTruthy();
    expect(asked.find(({ method }) => method === "DELETE")?.headers.get("If-Match")).toBe('"4"');
  });
});

describe("the form of a reminder", () => {
  it("says a moment as people do and keeps what the API said", () => {
    expect(distanceOf({ anchor: "start", days: 0, minutes: -120, at_time: null })).toMatchObject({
      amount: "2",
      unit: "hours",
      side: "before",
    });
    for (const timing of [
      { anchor: "start", days: -1, minutes: 0, at_time: "10:00" },
      { anchor: "end", days: 2, minutes: 45, at_time: null },
      { anchor: "end", days: 0, minutes: 90, at_time: null },
      { anchor: "start", days: 0, minutes: 0, at_time: null },
    ] as const) {
      expect(timingOf({ ...EMPTY, ...distanceOf(timing) })).toEqual({ ...timing, session_id: null });
    }
  });

  it("takes moment, texts and who came from a preset", () => {
    const started = startedFrom({ ...EMPTY, tags: ["press"] }, THANKS);
    expect(started).toMatchObject({ came: "yes", anchor: "end", tags: ["press"] });
    expect(bodyOf(started, "en").texts[0]?.subject).toBe("Thank you for coming");
  });

  it("wants a whole number, and finds the field that the API names", () => {
    const form = formOf(WAITING);
    expect([...problemsOf({ ...form, amount: "1.5" }, "en").keys()]).toEqual(["amount"]);
    expect([...problemsOf({ ...form, amount: "400" }, "en").keys()]).toEqual(["amount"]);
    expect(fieldOf("/days")).toBe("amount");
    expect(fieldOf("/at_time")).toBe("clock");
    expect(fieldOf("/texts/0/subject")).toBe("subjects");
  });
});

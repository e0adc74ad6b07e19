// Announcements of an event: written, counted, previewed, sent, and their report.
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { madeProgramme } from "../programme/testing";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import { fill } from "../../../ui/testing";
import { bodyOf, EMPTY, fieldOf, formOf, problemsOf } from "./announcement-form";
import type { Announcement } from "./queries";
import texts from "./texts/en.json";
import "../rich-text/RichTextEditor";
import richTexts from "../rich-text/texts/en.json";
import "./AnnouncementList";
import "./AnnouncementPage";
import "./NewAnnouncement";

const HERE = organization({ permissions: ["events.read", "announcements.read", "announcements.send"] });
const EVENT = madeEvent({ language: "en", translations: { de: { title: "Laternen", summary: "", description: "" } } });
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const LIST = `${PATH}/announcements`;
const NO_TEXTS = { queued: 0, sent: 0, delivered: 0, failed: 0, opted_out: 0, segments: 0 };
const IN_APP = { told: 0, read: 0 };
const CHAT = { queued: 0, sent: 0, failed: 0, unknown: 0 };
const OTHERS = { texts: NO_TEXTS, in_app: IN_APP, chat: CHAT };
const NONE = { queued: 0, sent: 0, failed: 0, unsubscribed: 0, suppressed: 0, ...OTHERS };
const DRAFT: Announcement = {
  id: "first",
  event_id: EVENT.id,
  state: "draft",
  texts: [
    { language: "en", subject: "Doors at nine", body: "<p>Hello</p>", short_text: "" },
    { language: "de", subject: "Einlass um neun", body: "<p>Hallo</p>", short_text: "" },
  ],
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
  send_at: null,
  started_at: null,
  finished_at: null,
  created_at: "2026-11-01T10:00:00Z",
  version: 4,
  report: NONE,
};
const SENDING: Announcement = {
  ...DRAFT,
  state: "sending",
  send_at: "2026-11-02T10:00:00Z",
  started_at: "2026-11-02T10:00:01Z",
  report: { ...NONE, queued: 30, sent: 12, failed: 1, unsubscribed: 3, suppressed: 2 },
};
const FORM = { id: null, language: "en", questions: [], saved_at: null, saved_by: "", version: 0 };

function visit(at: string, answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/announcements${at}`,
    texts: { announcements: texts, "rich-text": richTexts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/ticket-types`]: { items: [], next_cursor: null },
      [`GET ${PATH}/programme`]: madeProgramme(),
      [`GET ${PATH}/registration-form`]: FORM,
      [`GET /organizations/${here.id}/order-tags`]: { items: [{ id: "press", name: "Press", color: "", version: 1 }] },
      [`GET ${LIST}`]: { items: [DRAFT], next_cursor: null },
      [`GET ${LIST}/first`]: DRAFT,
      [`GET ${LIST}/first/preview`]: {
        language: "en",
        subject: "Doors at nine",
        body: "<p>Hello Dana</p>",
        text: "Doors at nine. Unsubscribe",
        short_text: "Doors at nine\nReply STOP to end.",
        encoding: "GSM-7",
        segments: 1,
      },
      [`POST ${LIST}/audience`]: {
        count: 42,
        mail_count: 40,
        important_mail_count: 42,
        text_count: 7,
        sample: [{ name: "Ada Lind", email: "ada@x.example", language: "en" }],
      },
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("announcements", () => {
  it("are listed with how far they are, and only managers write them", async () => {
    const { unmount } = visit("", { [`GET ${LIST}`]: { items: [SENDING], next_cursor: null } });
    const row = within(await screen.findByRole("list", { name: "Announcements" }));
    expect(row.getByText("Sending")).toBeTruthy();
    expect(row.getByText("12 sent")).toBeTruthy();
    expect(screen.getByRole("link", { name: "New announcement" })).toBeTruthy();
    unmount();
    visit("", {}, organization({ permissions: ["events.read", "announcements.read"] }));
    expect(await screen.findByText("Doors at nine")).toBeTruthy();
    expect(screen.queryByRole("link", { name: "New announcement" })).toBeNull();
  });

  it("say who gets them as the segment changes, and save over the version that was seen", async () => {
    const { user, asked } = visit("/first", {
      [`PATCH ${LIST}/first`]: () => Response.json({ ...DRAFT, version: 5 }),
    });
    expect((await screen.findAllByText("42 people now")).length).toBeGreaterThan(0);
    expect(screen.getAllByText("40 people get the email.").length).toBeGreaterThan(0);
    expect(screen.getAllByText(/The others unsubscribed/).length).toBeGreaterThan(0);
    expect(screen.getByText("Ada Lind")).toBeTruthy();
    const bought = screen.getByRole("combobox", { name: "Bought before" });
    await user.selectOptions(bought, "Bought for another event before");
    await user.click(screen.getByRole("checkbox", { name: "Press" }));
    await waitFor(() => {
      const last = asked.findLast(({ path }) => path === `${LIST}/audience`)?.body;
      expect(last).toMatchObject({ tag_ids: ["press"], order_states: ["confirmed"], bought_before: true });
    });
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("Draft saved.")).toBeTruthy();
    const saved = asked.find(({ method }) => method === "PATCH");
    expect(saved?.headers.get("If-Match")).toBe('"4"');
    expect(saved?.body).toMatchObject({ segment: { tag_ids: ["press"], bought_before: true } });
  });

  it("are shown as an email, tested, and sent once their count was seen", async () => {
    const { user, asked } = visit("/first", {
      [`POST ${LIST}/first/test`]: () => new Response(null, { status: 204 }),
      [`POST ${LIST}/first/schedule`]: () => Response.json(SENDING),
    });
    expect(await screen.findByText("Hello Dana")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Send me a test" }));
    expect(await screen.findByText("We have emailed you the test.")).toBeTruthy();
    expect(asked.find(({ path }) => path === `${LIST}/first/test`)?.body).toEqual({ language: "en", channel: "email" });
    await user.click(screen.getByRole("button", { name: "Send now" }));
    const dialog = within(await screen.findByRole("alertdialog"));
    expect(await dialog.findByText("42 people now")).toBeTruthy();
    await user.click(dialog.getByRole("button", { name: "Send now" }));
    expect(await screen.findByRole("progressbar", { name: "Emails that have left" })).toBeTruthy();
    expect(asked.find(({ path }) => path === `${LIST}/first/schedule`)?.body).toEqual({ send_at: null });
  });

  it("are paused and cancelled while they are sent", async () => {
    const { user, asked } = visit("/first", {
      [`GET ${LIST}/first`]: SENDING,
      [`POST ${LIST}/first/pause`]: () => Response.json({ ...SENDING, state: "paused" }),
      [`POST ${LIST}/first/cancel`]: () => Response.json({ ...SENDING, state: "cancelled" }),
    });
    await user.click(await screen.findByRole("button", { name: "Pause" }));
    expect(await screen.findByRole("button", { name: "Resume" })).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Cancel announcement" }));
    const dialog = within(await screen.findByRole("alertdialog"));
    await user.click(dialog.getByRole("button", { name: "Cancel announcement" }));
    expect(await screen.findByText("Announcement cancelled.")).toBeTruthy();
    expect(asked.filter(({ method }) => method === "POST").map(({ path }) => path.split("/").at(-1))).toContain(
      "cancel",
    );
  });
});

describe("the form of an announcement", () => {
  it("keeps what the API said, the event's own language first", () => {
    const body = bodyOf(formOf(DRAFT), "de");
    expect(body.texts.map(({ language }) => language)).toEqual(["de", "en"]);
    expect(body.segment).toEqual(DRAFT.segment);
  });

  it("wants a subject and a text in every language that has either", () => {
    expect([...problemsOf(EMPTY, "en").keys()]).toEqual(["subjects", "bodies"]);
    const half = { ...formOf(DRAFT), bodies: { en: "<p>Hello</p>", de: "<p></p>" } };
    expect([...problemsOf(half, "en").keys()]).toEqual(["bodies"]);
    expect([...problemsOf({ ...formOf(DRAFT), states: [], question: "diet" }, "en").keys()]).toEqual([
      "states",
      "answer",
    ]);
  });

  it("finds the field that the API names", () => {
    expect(fieldOf("/texts/0/subject")).toBe("subjects");
    expect(fieldOf("/texts/1/body")).toBe("bodies");
    expect(fieldOf("/segment/tag_ids/0")).toBe("tags");
    expect(fieldOf("/other")).toBeNull();
  });

  it("go out as text messages too, with their length, their count and a test", async () => {
    const both: Announcement = { ...DRAFT, channels: ["email", "sms"] };
    const { user, asked } = visit(
      "/first",
      {
        [`GET ${LIST}/first`]: both,
        [`POST ${LIST}/first/test`]: () => new Response(null, { status: 204 }),
        [`POST /organizations/${HERE.id}/text-messages/estimate`]: {
          text: "Doors at nine\nReply STOP to end.",
          encoding: "GSM-7",
          segments: 1,
          left: 128,
          prices: [],
        },
        [`PATCH ${LIST}/first`]: () => Response.json({ ...both, version: 5 }),
      },
      organization({
        permissions: ["events.read", "announcements.read", "announcements.send", "text_messages.read"],
      }),
    );
    expect((await screen.findAllByText("7 numbers that agreed to text messages")).length).toBeGreaterThan(0);
    await fill(user, await screen.findByLabelText(/Text message \(English\)/), "Doors at nine");
    expect(await screen.findByText(/1 segment · room for 128 more/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Text me a test" }));
    await waitFor(() => {
      expect(asked.findLast(({ path }) => path === `${LIST}/first/test`)?.body).toEqual({
        language: "en",
        channel: "sms",
      });
    });
    await fill(user, screen.getByLabelText(/Text message \(German\)/), "Einlass");
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    await waitFor(() => {
      const saved = asked.find(({ method }) => method === "PATCH")?.body;
      expect(saved).toMatchObject({
        channels: ["email", "sms"],
        texts: [{ short_text: "Doors at nine" }, { short_text: "Einlass" }],
      });
    });
  });

  it("go to chat channels, which get no test and know no order, and say how many showed them", async () => {
    const { user, asked } = visit("/first", {
      [`PATCH ${LIST}/first`]: () => Response.json({ ...DRAFT, channels: ["email", "chat"], version: 5 }),
    });
    expect(await screen.findByText(/{order_number}/)).toBeTruthy();
    await user.click(screen.getByRole("checkbox", { name: "Chat channels" }));
    expect(screen.queryByText(/{order_number}/)).toBeNull();
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    await waitFor(() => {
      const saved = asked.find(({ method }) => method === "PATCH")?.body;
      expect(saved).toMatchObject({ channels: ["email", "chat"] });
    });
    await waitFor(() => expect(screen.getAllByRole("button", { name: /test/i })).toHaveLength(1));
  });

  it("report what became of them in chat channels", async () => {
    const chat = { queued: 1, sent: 2, failed: 0, unknown: 0 };
    visit("/first", {
      [`GET ${LIST}/first`]: { ...SENDING, channels: ["chat"], report: { ...NONE, chat } },
    });
    const shown = (await screen.findByText("Shown")).closest("div");
    expect(shown?.textContent).toBe("Shown2");
  });
});

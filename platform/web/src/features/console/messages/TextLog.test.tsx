// The log of text messages: why one did not arrive, and what its provider told.
import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import "./TextLog";
import type { TextMessage } from "./text-queries";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "notifications.read", "text_messages.read"] });
const BASE = `/organizations/${HERE.id}`;
const EVENT = madeEvent();
const TEXT: TextMessage = {
  id: "text",
  purpose: "announcement",
  phone: "+254700000001",
  body: "Doors at nine.",
  segments: 1,
  event_id: EVENT.id,
  order_id: "order",
  state: "failed",
  reason: "The holder of this number has answered STOP.",
  attempts: 1,
  queued_at: "2026-02-01T12:00:00Z",
  due_at: "2026-02-01T12:00:00Z",
  sent_at: null,
  report: "",
  reported_at: null,
};
const SENT: TextMessage = {
  ...TEXT,
  id: "sent",
  phone: "+254700000002",
  state: "sent",
  reason: "",
  sent_at: "2026-02-01T12:00:01Z",
  report: "delivered",
};

function visit(at: string, answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at,
    texts: { messages: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${BASE}/events/${EVENT.id}`]: EVENT,
      [`GET ${BASE}/text-messages`]: { items: [TEXT, SENT], next_cursor: null },
      [`GET ${BASE}/text-messages/sent/history`]: {
        attempts: [
          {
            connection: "Texts",
            state: "accepted",
            reason: "",
            started_at: "2026-02-01T12:00:00Z",
            ended_at: "2026-02-01T12:00:01Z",
          },
        ],
        receipts: [{ state: "delivered", code: "", occurred_at: "2026-02-01T12:00:05Z" }],
      },
      ...answers,
    },
  });
}

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("the log of text messages", () => {
  it("says why one did not arrive, and what became of another", async () => {
    const { user } = visit("/meridian/messages/texts");
    expect(await screen.findByText("The holder of this number has answered STOP.")).toBeTruthy();
    const [, second] = screen.getAllByRole("button", { name: /History/ });
    if (second === undefined) throw new Error("no second line");
    await user.click(second);
    const panel = within(await screen.findByRole("dialog"));
    expect(await panel.findByText("Taken by Texts")).toBeTruthy();
    expect(panel.getByText("Delivered")).toBeTruthy();
  });

  it("stands beside the log of emails, and is narrowed to an event and a state", async () => {
    const { user, asked } = visit(`/meridian/events/${EVENT.id}/messages/texts`);
    const kinds = within(await screen.findByRole("navigation", { name: "Emails or text messages" }));
    expect(kinds.getByRole("link", { name: "Emails" }).getAttribute("href")).toBe(
      `/meridian/events/${EVENT.id}/messages`,
    );
    await user.click(screen.getByRole("link", { name: "Unknown" }));
    await vi.waitFor(() => {
      const last = asked.findLast(({ path }) => path === `${BASE}/text-messages`)?.query;
      expect([last?.get("event_id"), last?.get("state")]).toEqual([EVENT.id, "unknown"]);
    });
  });
});

import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import "./MailLog";
import type { Mail } from "./queries";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "notifications.read", "notifications.send", "orders.read"] });
const BASE = `/organizations/${HERE.id}`;
const EVENT = madeEvent();
const MAIL: Mail = {
  id: "mail",
  message_id: "<1@turnout.example>",
  template: "order-confirmed",
  recipient: "ada@example.org",
  order_id: "order",
  event_id: EVENT.id,
  state: "failed",
  reason: "The mailbox is full.",
  attempts: 3,
  queued_at: "2026-02-01T12:00:00Z",
  due_at: "2026-02-01T12:00:00Z",
  sent_at: null,
  report: "",
  reported_at: null,
};
const INVITATION: Mail = {
  ...MAIL,
  id: "other",
  template: "event-invitation",
  order_id: null,
  state: "sent",
  reason: "",
};

const first = <T,>([one]: readonly T[]): T => {
  if (one === undefined) throw new Error("nothing was found");
  return one;
};

function visit(at: string, answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at,
    texts: { messages: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${BASE}/events/${EVENT.id}`]: EVENT,
      [`GET ${BASE}/mails`]: { items: [MAIL, INVITATION], next_cursor: null },
      ...answers,
    },
  });
}

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("the log of emails", () => {
  it("says why one did not arrive, and sends it again", async () => {
    const { user, asked } = visit("/meridian/messages", {
      [`POST ${BASE}/mails/mail/resend`]: () => Response.json({ ...MAIL, id: "again" }, { status: 201 }),
    });
    expect(await screen.findByText("The mailbox is full.")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Tickets" }).getAttribute("href")).toBe("/meridian/orders/order");
    await user.click(first(screen.getAllByRole("button", { name: "More for ada@example.org" })));
    await user.click(await screen.findByRole("menuitem", { name: "Send again" }));
    expect(await screen.findByText("Sent to ada@example.org once more.")).toBeTruthy();
    expect(asked.find(({ method }) => method === "POST")?.headers.get("Idempotency-Key")).toBeTruthy();
  });

  it("is narrowed to an event, a state and an order", async () => {
    const { user, asked } = visit(`/meridian/events/${EVENT.id}/messages?order=order`);
    await user.click(await screen.findByRole("link", { name: "Failed" }));
    expect(await screen.findByText("Emails about one order.")).toBeTruthy();
    await vi.waitFor(() => {
      const last = asked.findLast(({ path }) => path === `${BASE}/mails`)?.query;
      expect([last?.get("event_id"), last?.get("state"), last?.get("order_id")]).toEqual([EVENT.id, "failed", "order"]);
    });
    await user.click(screen.getByRole("button", { name: "Show all emails" }));
    expect(await screen.findByText("What was sent to whom, the latest first.")).toBeTruthy();
  });

  it("says what was refused, and offers nothing to who only reads", async () => {
    const moment = { status: 409, title: "This mail is still on its way" };
    const { user, unmount } = visit("/meridian/messages", {
      [`POST ${BASE}/mails/mail/resend`]: () => Response.json(moment, { status: 409 }),
    });
    await user.click(first(await screen.findAllByRole("button", { name: "More for ada@example.org" })));
    await user.click(await screen.findByRole("menuitem", { name: "Send again" }));
    expect(await screen.findByText("This mail is still on its way")).toBeTruthy();
    unmount();
    visit(
      "/meridian/messages",
      { [`GET ${BASE}/mails`]: { items: [MAIL], next_cursor: null } },
      organization({ permissions: ["notifications.read"] }),
    );
    expect(await screen.findByText("The mailbox is full.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "More for ada@example.org" }));
    expect(await screen.findByRole("menuitem", { name: "History" })).toBeTruthy();
    expect(screen.queryByRole("menuitem", { name: "Send again" })).toBeNull();
  });

  it("tells what was tried and what the provider said", async () => {
    const attempt = { reason: "", started_at: "2026-02-01T12:01:00Z", ended_at: "2026-02-01T12:01:01Z" };
    const report = { is_permanent: true, detail: "550 no such mailbox", occurred_at: "2026-02-01T12:02:00Z" };
    const { user } = visit("/meridian/messages", {
      [`GET ${BASE}/mails`]: { items: [{ ...MAIL, report: "bounced", reported_at: null }], next_cursor: null },
      [`GET ${BASE}/mails/mail/history`]: {
        attempts: [
          { ...attempt, connection: "First", state: "refused", reason: "The provider could not be reached." },
          { ...attempt, connection: "Second", state: "accepted" },
        ],
        reports: [{ ...report, state: "bounced" }],
      },
    });
    expect(await screen.findByText("Came back")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "More for ada@example.org" }));
    await user.click(await screen.findByRole("menuitem", { name: "History" }));
    const panel = await screen.findByRole("dialog", { name: "History" });
    await within(panel).findByText("Not taken by First");
    const told = within(panel).getAllByRole("listitem");
    expect(told.map(({ firstChild }) => firstChild?.textContent)).toEqual([
      "Written",
      "Not taken by First",
      "Taken by Second",
      "Came back: the address does not exist",
    ]);
    expect(within(panel).getByText("550 no such mailbox")).toBeTruthy();
  });

  it("says of an email through the platform's own server that nothing is reported", async () => {
    const sent = { ...MAIL, state: "sent", reason: "", sent_at: "2026-02-01T12:05:00Z" };
    const { user } = visit("/meridian/messages", {
      [`GET ${BASE}/mails`]: { items: [sent], next_cursor: null },
      [`GET ${BASE}/mails/mail/history`]: { attempts: [], reports: [] },
    });
    await user.click(await screen.findByRole("button", { name: "More for ada@example.org" }));
    await user.click(await screen.findByRole("menuitem", { name: "History" }));
    expect(await screen.findByText("Left through the platform's mail server")).toBeTruthy();
    expect(screen.getByText(/^Nothing was reported about it/)).toBeTruthy();
  });
});

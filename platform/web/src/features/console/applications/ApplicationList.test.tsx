import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import "../events/EventOverview";
import "./ApplicationList";
import "./WaitingNotice";
import { fill } from "../../../ui/testing";
import type { Application } from "./queries";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "catalog.read", "orders.read", "orders.approve"] });
const EVENT = madeEvent({ time_zone: "Europe/Berlin" });
const BASE = `/organizations/${HERE.id}`;
const LIST = `${BASE}/events/${EVENT.id}/applications`;
const ADA = "0190b1de-0000-7000-8000-000000000a01";
const BEN = "0190b1de-0000-7000-8000-000000000a02";

function applied(changes: Partial<Application>): Application {
  return {
    order_id: ADA,
    event_id: EVENT.id,
    number: "REG-1",
    state: "waiting",
    order_state: "awaiting_approval",
    currency: "EUR",
    total_minor: 0,
    buyer_name: "Ada Lovelace",
    buyer_email: "ada@example.org",
    applied_at: "2026-02-01T12:00:00Z",
    expires_at: "2026-03-01T12:00:00Z",
    lines: [{ ticket_type_id: "0190b1de-0000-7000-8000-0000000000f1", name: "Salon", quantity: 1 }],
    attendees: [
      {
        id: "0190b1de-0000-7000-8000-0000000000b1",
        ticket_type_id: "0190b1de-0000-7000-8000-0000000000f1",
        name: "Ada Lovelace",
        email: "",
        answers: { motive: "Engines" },
      },
    ],
    answers: {},
    decision: null,
    ...changes,
  };
}

const TWO = [applied({}), applied({ order_id: BEN, buyer_name: "Ben Byron", total_minor: 2500 })];
const FIGURES = { waiting: 2, approved: 1, denied: 0, cancelled: 0, lapsed: 0 };

function visit(answers: Answers = {}, here = HERE, at = `/meridian/events/${EVENT.id}/applications`) {
  return renderConsole(routes, {
    at,
    texts: { applications: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${BASE}/events/${EVENT.id}`]: EVENT,
      [`GET ${BASE}/events/${EVENT.id}/registration-form`]: {
        id: EVENT.id,
        version: 1,
        language: "en",
        questions: [{ key: "motive", type: "short_text", label: { en: "Why you?" } }],
      },
      [`GET ${LIST}`]: { items: TWO, next_cursor: null },
      [`GET ${BASE}/events/${EVENT.id}/application-figures`]: FIGURES,
      [`POST ${BASE}/orders/${ADA}/application/approve`]: applied({ state: "approved" }),
      [`POST ${BASE}/bulk-actions/deny-applications`]: { id: "0190b1de-0000-7000-8000-000000000c01", kind: "x" },
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

it("shows answers at a glance, and approves one with words to the buyer", async () => {
  const shown = visit();
  const list = await screen.findByRole("list", { name: "Applications" });
  expect(within(list).getAllByText("Engines")).toHaveLength(2);
  expect(await within(list).findAllByText("Why you?")).toHaveLength(2);
  expect(screen.getByRole("link", { name: "Waiting (2)" }).getAttribute("aria-current")).toBe("page");
  await shown.user.click(screen.getByRole("button", { name: "Approve Ada Lovelace" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Approve Ada Lovelace" }));
  await fill(shown.user, dialog.getByLabelText(/Message/), " See you ");
  await shown.user.click(dialog.getByRole("button", { name: "Approve" }));
  expect(await screen.findByText("Ada Lovelace is approved.")).toBeTruthy();
  const sent = shown.asked.find(({ path }) => path.endsWith("/application/approve"));
  expect(sent?.body).toEqual({ message: "See you" });
  expect(sent?.headers.get("Idempotency-Key")).toBeTruthy();
});

it("is decided by keyboard alone", async () => {
  const shown = visit();
  (await screen.findByRole("checkbox", { name: "Select Ben Byron" })).focus();
  await shown.user.keyboard("d");
  expect(await screen.findByRole("dialog", { name: "Deny Ben Byron" })).toBeTruthy();
});

it("denies those that are selected as a job", async () => {
  const shown = visit();
  for (const name of ["Ada Lovelace", "Ben Byron"])
    await shown.user.click(await screen.findByRole("checkbox", { name: `Select ${name}` }));
  await shown.user.click(screen.getByRole("button", { name: "Deny selected" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Deny 2 applications" }));
  await shown.user.click(dialog.getByRole("button", { name: "Deny" }));
  expect(await screen.findByText("A job decides about them.")).toBeTruthy();
  const sent = shown.asked.find(({ path }) => path.endsWith("/deny-applications"));
  expect(sent?.body).toEqual({ order_ids: [ADA, BEN], message: "" });
});

it("says that a colleague was faster, and asks again who waits", async () => {
  const problem = { status: 409, code: "orders.not-waiting", title: "This order does not wait for a decision" };
  const shown = visit({
    [`POST ${BASE}/orders/${ADA}/application/approve`]: () => Response.json(problem, { status: 409 }),
  });
  await shown.user.click(await screen.findByRole("button", { name: "Approve Ada Lovelace" }));
  const dialog = within(await screen.findByRole("dialog"));
  await shown.user.click(dialog.getByRole("button", { name: "Approve" }));
  expect(await dialog.findByText("This order does not wait for a decision")).toBeTruthy();
  expect(shown.asked.filter(({ path }) => path === LIST).length).toBeGreaterThan(1);
});

it("is told of on the first view of the event", async () => {
  const shown = visit(
    { [`GET ${BASE}/events/${EVENT.id}`]: { ...EVENT, state: "published" } },
    HERE,
    `/meridian/events/${EVENT.id}`,
  );
  expect(await screen.findByText("2 applications wait for you")).toBeTruthy();
  await shown.user.click(screen.getByRole("link", { name: "Look at them" }));
  expect(await screen.findByRole("heading", { name: "Applications" })).toBeTruthy();
});

it("offers no decision to who may only look", async () => {
  visit({}, organization({ permissions: ["events.read", "orders.read"] }));
  await screen.findByRole("list", { name: "Applications" });
  expect(await screen.findByText("Ada Lovelace", { selector: "a bdi" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^Approve/ })).toBeNull();
  expect(screen.queryByRole("checkbox")).toBeNull();
});

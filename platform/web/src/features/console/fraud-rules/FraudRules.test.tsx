// The fraud rules of an event: what they say, and how they are made, changed and paused.
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import "./FraudRules";
import { fill } from "../../../ui/testing";
import type { FraudRule } from "./queries";
import { changesOf, EMPTY, formOf, newOf, periodOf, problemsOf } from "./rule-form";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "fraud_rules.read", "fraud_rules.edit"] });
const EVENT = madeEvent({ title: "Harbour Lights" });
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const RULE: FraudRule = {
  id: "0190b1de-0000-7000-8000-0000000000a7",
  event_id: EVENT.id,
  name: "Four an hour",
  subject: "network",
  measure: "orders",
  most: 4,
  period_seconds: 3600,
  outcome: "challenge",
  state: "active",
  version: 3,
  created_at: "2026-01-01T00:00:00Z",
  challenged: 17,
  refused: 0,
  reviewed: 0,
  approved: 0,
  declined: 0,
};

const RISK = { state: "paused", level: "highest", version: 0, reviewed: 4, approved: 1, declined: 2 };

function visit(answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/fraud-rules`,
    texts: { "fraud-rules": texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/fraud-rules`]: { items: [RULE] },
      [`GET ${PATH}/fraud-rules/${RULE.id}`]: RULE,
      [`GET ${PATH}/payment-risk-rule`]: RISK,
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

it("says what each rule lets through, what it does beyond, and how often it did", async () => {
  visit();
  expect(await screen.findByText("By network · 4 orders in 1 hour")).toBeTruthy();
  expect(screen.getByText("Beyond that, browsers prove an effort")).toBeTruthy();
  expect(screen.getByText("Asked 17 times in 30 days")).toBeTruthy();
});

it("says what became of the orders that a rule held", async () => {
  const held = { ...RULE, outcome: "review", reviewed: 5, approved: 3, declined: 1 };
  visit({ [`GET ${PATH}/fraud-rules`]: { items: [held] } });
  expect(await screen.findByText("Held 5 orders in 30 days · 3 approved, 1 refused")).toBeTruthy();
});

it("makes a rule; what is missing is said at its field", async () => {
  const { user, asked } = visit({
    [`GET ${PATH}/fraud-rules`]: { items: [] },
    [`POST ${PATH}/fraud-rules`]: () => Response.json(RULE, { status: 201 }),
  });
  await user.click((await screen.findAllByRole("button", { name: "Add fraud rule" }))[0] as HTMLElement);
  const panel = within(await screen.findByRole("dialog"));
  await user.click(panel.getByRole("button", { name: "Add fraud rule" }));
  expect(panel.getAllByText("Give it a name.").length).toBeGreaterThan(0);
  expect(panel.getAllByText("Enter a whole number from 1 to 10,000.").length).toBeGreaterThan(0);
  await fill(user, panel.getByLabelText(/^Name/), "Four an hour");
  await user.type(panel.getByLabelText(/How many go through/), "4");
  await user.selectOptions(panel.getByLabelText(/What is counted/), "tickets");
  await user.click(panel.getByRole("button", { name: "Add fraud rule" }));
  expect(await screen.findByText("Four an hour is in force.")).toBeTruthy();
  const sent = asked.find(({ body }) => body !== undefined && body !== null);
  expect(sent?.body).toEqual({
    name: "Four an hour",
    subject: "network",
    measure: "tickets",
    most: 4,
    period_seconds: 3600,
    outcome: "challenge",
  });
});

it("pauses a rule over the version that was seen", async () => {
  const { user, asked } = visit({
    [`PATCH ${PATH}/fraud-rules/${RULE.id}`]: { ...RULE, state: "paused", version: 4 },
  });
  await user.click(await screen.findByRole("button", { name: "More for Four an hour" }));
  await user.click(await screen.findByRole("menuitem", { name: "Pause" }));
  expect(await screen.findByText("Four an hour is paused.")).toBeTruthy();
  const sent = asked.find(({ body }) => body !== undefined && body !== null);
  expect(sent?.body).toEqual({ state: "paused" });
  expect(sent?.headers.get("If-Match")).toBe('"3"');
});

it("holds orders by the payment provider's warning, from the chosen risk on", async () => {
  const { user, asked } = visit({
    [`PUT ${PATH}/payment-risk-rule`]: { ...RISK, state: "active", level: "elevated", version: 1 },
  });
  const choice = within(await screen.findByRole("radiogroup", { name: /Hold orders for review/ }));
  expect(choice.getByRole<HTMLInputElement>("radio", { name: "Not by a warning" }).checked).toBe(true);
  expect(screen.getByText("Held 4 orders in 30 days · 1 approved, 2 refused")).toBeTruthy();
  await user.click(choice.getByRole("radio", { name: "From an elevated risk on" }));
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  expect(await screen.findByText("Orders are held by the provider’s warning from now on.")).toBeTruthy();
  const sent = asked.find(({ body }) => body !== undefined && body !== null);
  expect(sent?.body).toEqual({ state: "active", level: "elevated" });
  expect(sent?.headers.get("If-Match")).toBe('"0"');
});

it("shows no buttons to who may only look", async () => {
  visit({}, organization({ permissions: ["events.read", "fraud_rules.read"] }));
  expect(await screen.findByText("Four an hour")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Add fraud rule" })).toBeNull();
});

it("reads times in their largest unit, and writes them in seconds", () => {
  expect(periodOf(60)).toEqual({ period: 1, unit: "minutes" });
  expect(periodOf(5400)).toEqual({ period: 90, unit: "minutes" });
  expect(periodOf(86_400 * 2)).toEqual({ period: 2, unit: "days" });
  const form = formOf({ ...RULE, period_seconds: 7200 });
  expect(changesOf({ ...form, unit: "days" }, ["unit"])).toEqual({ period_seconds: 172_800 });
  expect(newOf({ ...EMPTY, name: " a ", most: "3" })).toMatchObject({ name: "a", most: 3, period_seconds: 3600 });
  expect(problemsOf({ ...form, period: "31", unit: "days" })).toEqual(new Map([["period", "long"]]));
  expect(problemsOf({ ...form, most: "0", period: "x" })).toEqual(
    new Map([
      ["most", "most"],
      ["period", "period"],
    ]),
  );
});

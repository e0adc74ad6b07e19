// The prices of an event that demand moves.
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import { fill } from "../../../ui/testing";
import { changeOf, demandChangesOf, demandFormOf, demandProblemsOf, emptyDemand, newDemandOf } from "./demand-form";
import type { DemandPrice } from "./demand-queries";
import texts from "./texts/en.json";
import "./PriceRules";

const HERE = organization({ permissions: ["events.read", "catalog.read", "price_rules.read", "price_rules.edit"] });
const EVENT = madeEvent({ time_zone: "Europe/Brussels" });
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const TYPE = {
  id: "0190b1de-0000-7000-8000-0000000000f1",
  name: "Admission",
  kind: "paid",
  state: "on_sale",
  price_minor: 3000,
  currency: "EUR",
  prices: {},
};
const RUSH: DemandPrice = {
  id: "0190b1de-0000-7000-8000-0000000000d1",
  event_id: EVENT.id,
  ticket_type_id: TYPE.id,
  floor_minor: 2500,
  ceiling_minor: 4000,
  by_share: [{ from_bp: 5000, change_bp: 1000 }],
  by_time: [{ hours_before: 48, change_bp: -1250 }],
  every_minutes: 15,
  most_step_bp: 500,
  fall_back_bp: 0,
  state: "active",
  version: 3,
  created_at: "2026-01-01T00:00:00Z",
  level_bp: 1000,
  mark_bp: 5200,
  moved_at: "2026-06-01T00:00:00Z",
  next_look_at: "2026-06-01T00:15:00Z",
};
const EXPLAINED = {
  ticket_type_id: TYPE.id,
  at: "2026-06-01T00:00:00Z",
  sold: 52,
  quantity: 1,
  currency: "EUR",
  list_minor: 3000,
  unit_minor: 3300,
  total_minor: 3300,
  net_minor: 3300,
  tax_minor: 0,
  price_rule_id: null,
  demand: {
    demand_price_id: RUSH.id,
    price_minor: 3300,
    level_bp: 1000,
    settles_at_bp: -250,
    share_bp: 5200,
    floor_minor: 2500,
    ceiling_minor: 4000,
  },
  reasons: [],
  by_sold: [{ sold: 0, unit_minor: 3000, name: "" }],
  by_time: [{ at: "2026-06-01T00:00:00Z", unit_minor: 3300, name: "" }],
};
const PLACE = { digits: 2 };

function visit(answers: Answers, here = HERE) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/prices`,
    texts: { "price-rules": texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/ticket-types`]: { items: [TYPE] },
      [`GET ${PATH}/price-rules`]: { items: [] },
      [`GET ${PATH}/demand-prices`]: { items: [RUSH] },
      [`GET ${PATH}/demand-prices/${RUSH.id}`]: RUSH,
      [`GET ${PATH}/price-rules/explain/${TYPE.id}`]: EXPLAINED,
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("Demand prices", () => {
  it("are made for a ticket type; what is missing is said at its field", async () => {
    const { user, asked } = visit({
      [`GET ${PATH}/demand-prices`]: { items: [] },
      [`POST ${PATH}/demand-prices`]: () => Response.json(RUSH, { status: 201 }),
    });
    await user.click(await screen.findByRole("button", { name: "Add demand price" }));
    const panel = within(await screen.findByRole("dialog"));
    await user.type(panel.getByLabelText("Lowest price"), "25");
    await user.type(panel.getByLabelText("Highest price"), "40");
    await user.click(panel.getByRole("button", { name: "Add demand price" }));
    const says = "Enter shares from 0 to 100, and changes from −100 to 1000.";
    expect(panel.getAllByText(says).length).toBeGreaterThan(0);
    await user.type(panel.getByLabelText("Band 1: from percent taken"), "50");
    await user.type(panel.getByLabelText("Change in percent, band 1"), "10");
    await user.click(panel.getByRole("button", { name: "Add a band by time" }));
    await user.type(panel.getByLabelText("Band 1: from hours before"), "48");
    await fill(user, panel.getAllByLabelText("Change in percent, band 1")[1] as HTMLElement, "-12,5");
    await user.click(panel.getByRole("button", { name: "Add demand price" }));
    await waitFor(() => expect(asked.some(({ method }) => method === "POST")).toBe(true));
    expect(asked.find(({ method }) => method === "POST")?.body).toEqual({
      ticket_type_id: TYPE.id,
      floor_minor: 2500,
      ceiling_minor: 4000,
      by_share: [{ from_bp: 5000, change_bp: 1000 }],
      by_time: [{ hours_before: 48, change_bp: -1250 }],
      every_minutes: 15,
      most_step_bp: 1000,
      fall_back_bp: 200,
    });
  });

  it("show between what and how far they moved, and are paused over the version that was seen", async () => {
    const { user, asked } = visit({
      [`PATCH ${PATH}/demand-prices/${RUSH.id}`]: { ...RUSH, state: "paused", version: 4 },
    });
    expect(await screen.findByText(/€25 to €40/)).toBeTruthy();
    expect(screen.getByText("+10% on the list price")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Add demand price" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "More for Admission" }));
    await user.click(await screen.findByRole("menuitem", { name: "Pause" }));
    await waitFor(() => expect(asked.find(({ method }) => method === "PATCH")?.body).toEqual({ state: "paused" }));
    expect(asked.find(({ method }) => method === "PATCH")?.headers.get("If-Match")).toBe('"3"');
  });

  it("stand where a price is explained, with where it settles", async () => {
    visit({});
    const table = within(await screen.findByRole("table", { name: "How a price comes about" }));
    expect(table.getAllByRole("row").map((row) => row.textContent)).toEqual([
      "RulePriceWhy",
      "List price€30Demand moves it",
      "Demand price€33This price counts · 52% taken, settles at -2.5% on the list price",
    ]);
    expect(screen.getByRole("img", { name: "0: €30 · Demand price" })).toBeTruthy();
  });

  it("are only looked at by who may not change them", async () => {
    visit({}, organization({ permissions: ["events.read", "catalog.read", "price_rules.read"] }));
    expect(await screen.findByText(/€25 to €40/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "More for Admission" })).toBeNull();
  });
});

describe("A demand price as a form", () => {
  it("reads changes with their sign, and none below nothing", () => {
    expect(["10", "+5,5", "-12.5", "−100", "0", "-0"].map(changeOf)).toEqual([1000, 550, -1250, -10000, 0, 0]);
    expect(["", "-", "-101", "1001", "ten", "--5"].map(changeOf)).toEqual([null, null, null, null, null, null]);
  });

  it("says what is wrong with it", () => {
    const blank = { ...emptyDemand(TYPE.id), shares: [] };
    expect([...demandProblemsOf(blank, PLACE)]).toEqual([
      ["floor", "price"],
      ["ceiling", "price"],
      ["shares", "bandless"],
    ]);
    const limits = { ...blank, floor: "20", ceiling: "30" };
    const times = { ...limits, times: [{ from: "0", change: "5" }], every: "0", step: "0", fallBack: "101" };
    expect([...demandProblemsOf(times, PLACE).keys()]).toEqual(["times", "every", "step", "fallBack"]);
    const shares = { ...limits, shares: [{ from: "100,5", change: "5" }] };
    expect([...demandProblemsOf(shares, PLACE).keys()]).toEqual(["shares"]);
  });

  it("keeps what it was read from", () => {
    const form = demandFormOf(RUSH, PLACE);
    expect(form).toMatchObject({ floor: "25", step: "5", fallBack: "0", times: [{ from: "48", change: "-12.5" }] });
    expect(demandProblemsOf(form, PLACE).size).toBe(0);
    expect(demandChangesOf(form, ["times"], PLACE)).toEqual({ by_time: RUSH.by_time });
    expect(newDemandOf(form, PLACE)).toMatchObject({ ticket_type_id: TYPE.id, by_share: RUSH.by_share });
  });
});

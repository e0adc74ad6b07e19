// The price rules of an event, and how a price comes about.
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import { fill } from "../../../ui/testing";
import type { Explanation, PriceRule } from "./queries";
import { changesOf, emptyForm, formOf, newOf, problemsOf } from "./rule-form";
import { stateOf } from "./RuleRow";
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
const BOTH = { ...TYPE, prices: { USD: { price_minor: 3300, minimum_price_minor: 0 } } };
const BIRD: PriceRule = {
  id: "0190b1de-0000-7000-8000-0000000000a1",
  event_id: EVENT.id,
  ticket_type_id: TYPE.id,
  kind: "early_bird",
  name: "Early bird",
  price_minor: 2000,
  percent_bp: null,
  prices: {},
  starts_at: null,
  ends_at: "2999-01-01T00:00:00Z",
  sold_from: 0,
  sold_until: 50,
  minimum_quantity: 1,
  maximum_quantity: null,
  take_units: null,
  pay_units: null,
  member_list_id: null,
  member_group: null,
  bought_event_ids: [],
  bought_series_ids: [],
  state: "active",
  version: 3,
  created_at: "2026-01-01T00:00:00Z",
  sold: 38,
};
const EXPLAINED: Explanation = {
  ticket_type_id: TYPE.id,
  at: "2026-06-01T00:00:00Z",
  sold: 38,
  quantity: 2,
  currency: "EUR",
  list_minor: 3000,
  channel: null,
  unit_minor: 2000,
  total_minor: 4000,
  net_minor: 3333,
  tax_minor: 667,
  price_rule_id: BIRD.id,
  demand: null,
  reasons: [
    { price_rule_id: BIRD.id, kind: "early_bird", name: "Early bird", outcome: "applied", unit_minor: 2000 },
    { price_rule_id: "group", kind: "quantity", name: "Group", outcome: "too-few", unit_minor: null },
  ],
  by_sold: [
    { sold: 0, unit_minor: 2000, name: "Early bird" },
    { sold: 49, unit_minor: 3000, name: "" },
  ],
  by_time: [{ at: "2026-06-01T00:00:00Z", unit_minor: 2000, name: "Early bird" }],
};
const PLACE = { timeZone: "Europe/Brussels", digits: 2, digitsOf: (code: string) => (code === "JPY" ? 0 : 2) };

function visit(answers: Answers, here = HERE) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/prices`,
    texts: { "price-rules": texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/ticket-types`]: { items: [TYPE] },
      [`GET ${PATH}/price-rules`]: { items: [BIRD] },
      [`GET ${PATH}/demand-prices`]: { items: [] },
      [`GET ${PATH}/price-rules/${BIRD.id}`]: BIRD,
      [`GET ${PATH}/price-rules/explain/${TYPE.id}`]: EXPLAINED,
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("Price rules", () => {
  it("are made for a ticket type; what is missing is said at its field", async () => {
    const { user, asked } = visit({
      [`GET ${PATH}/price-rules`]: { items: [] },
      [`POST ${PATH}/price-rules`]: () => Response.json(BIRD, { status: 201 }),
    });
    await user.click((await screen.findAllByRole("button", { name: "Add price rule" }))[0] as HTMLElement);
    const panel = within(await screen.findByRole("dialog"));
    await user.click(panel.getByRole("button", { name: "Add price rule" }));
    expect(panel.getAllByText("Say when it ends, or for how many tickets it is.").length).toBeGreaterThan(0);
    await fill(user, panel.getByLabelText("Name"), "Early bird");
    await user.type(panel.getByLabelText("Price of each"), "20");
    await user.type(panel.getByLabelText(/^Up to so many sold/), "50");
    await user.click(panel.getByRole("button", { name: "Add price rule" }));
    await waitFor(() => expect(asked.some(({ method }) => method === "POST")).toBe(true));
    expect(asked.find(({ method }) => method === "POST")?.body).toMatchObject({
      ticket_type_id: TYPE.id,
      kind: "early_bird",
      name: "Early bird",
      price_minor: 2000,
      percent_bp: null,
      sold_until: 50,
    });
  });

  it("have a price in each currency of their ticket type, which the list and the explanation show", async () => {
    const { user, asked } = visit({
      [`GET ${PATH}/ticket-types`]: { items: [BOTH] },
      [`GET ${PATH}/price-rules`]: { items: [{ ...BIRD, prices: { USD: 2200 } }] },
      [`GET ${PATH}/price-rules/explain/${TYPE.id}`]: ({ query }: { query: URLSearchParams }) =>
        query.get("currency") === "USD"
          ? { ...EXPLAINED, currency: "USD", reasons: [{ ...EXPLAINED.reasons[0], outcome: "other-currency" }] }
          : EXPLAINED,
      [`PATCH ${PATH}/price-rules/${BIRD.id}`]: { ...BIRD, version: 4 },
    });
    expect(await screen.findByText("€20 · $22")).toBeTruthy();
    await user.selectOptions(screen.getByLabelText("Currency"), "USD");
    expect(await screen.findByText("No price in this currency")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Early bird" }));
    const panel = within(await screen.findByRole("dialog"));
    const field = panel.getByLabelText<HTMLInputElement>(/^Price of one in USD/);
    expect(field.value).toBe("22");
    await fill(user, field, "21.505");
    await user.click(panel.getByRole("button", { name: "Save changes" }));
    expect(panel.getAllByText("Enter a price such as 10 or 10.50, or nothing.").length).toBeGreaterThan(0);
    await fill(user, field, "21.50");
    await user.click(panel.getByRole("button", { name: "Save changes" }));
    await waitFor(() => expect(asked.some(({ method }) => method === "PATCH")).toBe(true));
    expect(asked.find(({ method }) => method === "PATCH")?.body).toEqual({
      price_minor: 2000,
      percent_bp: null,
      prices: { USD: 2150 },
    });
  });

  it("of a ticket type in one currency have no fields for others", async () => {
    const { user } = visit({});
    expect(await screen.findByText("How a price comes about")).toBeTruthy();
    expect(screen.queryByLabelText("Currency")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Early bird" }));
    const panel = within(await screen.findByRole("dialog"));
    expect(panel.queryByText("In further currencies")).toBeNull();
  });

  it("show what is left at a price and are paused", async () => {
    const { user, asked } = visit({
      [`PATCH ${PATH}/price-rules/${BIRD.id}`]: { ...BIRD, state: "paused", version: 4 },
    });
    expect(await screen.findByText(/The first 50 tickets · 12 left/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "More for Early bird" }));
    await user.click(await screen.findByRole("menuitem", { name: "Pause" }));
    await waitFor(() => expect(asked.find(({ method }) => method === "PATCH")?.body).toEqual({ state: "paused" }));
    expect(asked.find(({ method }) => method === "PATCH")?.headers.get("If-Match")).toBe('"3"');
  });

  it("show what a multibuy does", async () => {
    const deal: PriceRule = {
      ...BIRD,
      kind: "multibuy",
      name: "Friends",
      price_minor: null,
      take_units: 3,
      pay_units: 2,
    };
    visit({ [`GET ${PATH}/price-rules`]: { items: [deal] } });
    expect(await screen.findByText("3 for the price of 2")).toBeTruthy();
  });

  it("for members are made for a list, and explained for who is entitled", async () => {
    const rule: PriceRule = { ...BIRD, id: "m1", kind: "member", name: "Society", member_list_id: "l1" };
    const { user, asked } = visit({
      [`GET ${PATH}/price-rules`]: { items: [rule] },
      [`GET /organizations/${HERE.id}/member-lists`]: { items: [{ id: "l1", name: "Friends of the pier" }] },
      [`POST ${PATH}/price-rules`]: () => Response.json(rule, { status: 201 }),
    });
    expect(await screen.findByText(/For members of a list/)).toBeTruthy();
    await user.selectOptions(await screen.findByLabelText(/^Buyer/), "m1");
    await waitFor(() => expect(asked.some(({ query }) => query.get("price_rule_id") === "m1")).toBe(true));
    await user.click(screen.getByRole("button", { name: "Add price rule" }));
    const panel = within(await screen.findByRole("dialog"));
    await user.click(panel.getByRole("radio", { name: /^Member price/ }));
    await fill(user, panel.getByLabelText("Name"), "Friends");
    await user.type(panel.getByLabelText("Price of each"), "20");
    await user.selectOptions(await panel.findByLabelText(/^Member list/), "l1");
    await user.click(panel.getByRole("button", { name: "Add price rule" }));
    await waitFor(() => expect(asked.some(({ method }) => method === "POST")).toBe(true));
    expect(asked.find(({ method }) => method === "POST")?.body).toMatchObject({ kind: "member", member_list_id: "l1" });
  });

  it("say where the price that they go from is the web's own", async () => {
    visit({ [`GET ${PATH}/price-rules/explain/${TYPE.id}`]: { ...EXPLAINED, channel: "web" } });
    expect(await screen.findByRole("rowheader", { name: "Price on the web" })).toBeTruthy();
    expect(screen.queryByRole("rowheader", { name: "List price" })).toBeNull();
  });

  it("explain a price, rule by rule", async () => {
    visit({});
    const table = within(await screen.findByRole("table", { name: "How a price comes about" }));
    const rows = table.getAllByRole("row").map((row) => row.textContent);
    expect(rows).toEqual([
      "RulePriceWhy",
      "List price€30Another price is lower",
      "Early bird€20This price counts",
      "Group–For larger orders",
    ]);
    expect(screen.getByText(/2 tickets for €40/)).toBeTruthy();
  });

  it("draw the price by units sold, and say the same as a table", async () => {
    const { user } = visit({});
    const chart = within(await screen.findByRole("region", { name: "By units sold" }));
    expect(chart.getByRole("img", { name: "0: €20 · Early bird; 49: €30 · List price" })).toBeTruthy();
    await user.click(chart.getByRole("button", { name: "Show as table" }));
    const rows = within(chart.getByRole("table")).getAllByRole("row");
    expect(rows.map((row) => row.textContent)).toEqual(["Units soldPriceRule", "0€20Early bird", "49€30List price"]);
  });

  it("are only looked at by who may not change them", async () => {
    visit({}, organization({ permissions: ["events.read", "catalog.read", "price_rules.read"] }));
    expect((await screen.findAllByText("Early bird")).length).toBeGreaterThan(0);
    expect(screen.queryByRole("button", { name: "Add price rule" })).toBeNull();
  });
});

describe("A price rule as a form", () => {
  it("says what is wrong with it", () => {
    const blank = emptyForm(TYPE.id);
    expect([...problemsOf(blank, PLACE).keys()]).toEqual(["name", "price", "ends"]);
    const band = { ...blank, name: "Group", kind: "quantity" as const, price: "20", least: "1" };
    expect([...problemsOf(band, PLACE)]).toEqual([["least", "band"]]);
    expect([...problemsOf({ ...band, least: "5", most: "4" }, PLACE)]).toEqual([["most", "most"]]);
    const bird = { ...blank, name: "Bird", price: "20", soldFrom: "5", soldUntil: "5" };
    expect([...problemsOf(bird, PLACE)]).toEqual([["soldUntil", "sold"]]);
  });

  it("of a multibuy says how many one gets and pays, and no price", () => {
    const deal = { ...emptyForm(TYPE.id), name: "Friends", kind: "multibuy" as const, take: "3", pay: "3" };
    expect([...problemsOf({ ...deal, take: "1" }, PLACE)]).toEqual([["take", "band"]]);
    expect([...problemsOf(deal, PLACE)]).toEqual([["pay", "pay"]]);
    expect(newOf({ ...deal, pay: "2", price: "5" }, PLACE)).toMatchObject({
      kind: "multibuy",
      price_minor: null,
      percent_bp: null,
      take_units: 3,
      pay_units: 2,
      sold_until: null,
      minimum_quantity: 1,
    });
    expect(formOf({ ...BIRD, kind: "multibuy", price_minor: null, take_units: 3, pay_units: 2 }, PLACE)).toMatchObject({
      take: "3",
      pay: "2",
    });
  });

  it("of members says by what they are entitled, and nothing else", () => {
    const blank = { ...emptyForm(TYPE.id), name: "Members", kind: "member" as const, price: "20" };
    expect([...problemsOf(blank, PLACE)]).toEqual([["list", "list"]]);
    expect([...problemsOf({ ...blank, by: "group" }, PLACE)]).toEqual([["group", "group"]]);
    expect([...problemsOf({ ...blank, by: "purchase", most: "0" }, PLACE)]).toEqual([
      ["bought", "bought"],
      ["most", "whole"],
    ]);
    const nobody = { member_list_id: null, member_group: null, bought_event_ids: [], bought_series_ids: [] };
    expect(newOf({ ...blank, list: "l1", group: "staff", most: "2" }, PLACE)).toMatchObject({
      ...nobody,
      member_list_id: "l1",
      minimum_quantity: 1,
      maximum_quantity: 2,
      sold_until: null,
    });
    expect(newOf({ ...blank, by: "group", list: "l1", group: " staff " }, PLACE)).toMatchObject({
      ...nobody,
      member_group: "staff",
    });
    const loyal = newOf({ ...blank, by: "purchase", bought: "series:s1" }, PLACE);
    expect(loyal).toMatchObject({ ...nobody, bought_series_ids: ["s1"] });
    const stored: PriceRule = { ...BIRD, kind: "member", bought_series_ids: ["s1"] };
    expect(formOf(stored, PLACE)).toMatchObject({ by: "purchase", bought: "series:s1" });
    expect(formOf({ ...BIRD, kind: "member", member_group: "staff" }, PLACE)).toMatchObject({ by: "group" });
  });

  it("keeps what it was read from", () => {
    const form = formOf({ ...BIRD, price_minor: null, percent_bp: 2500 }, PLACE);
    expect(form).toMatchObject({ value: "percent", percent: "25", soldFrom: "", soldUntil: "50" });
    expect(changesOf(form, ["percent", "soldUntil", "ends"], PLACE)).toEqual({
      price_minor: null,
      percent_bp: 2500,
      prices: {},
      sold_from: 0,
      sold_until: 50,
      ends_at: "2999-01-01T00:00:00.000Z",
    });
    const band = { ...form, kind: "quantity" as const, least: "5" };
    expect(newOf(band, PLACE)).toMatchObject({ kind: "quantity", minimum_quantity: 5, sold_until: null });
  });

  it("is planned, active, paused or over", () => {
    const now = Date.parse("2026-06-01T00:00:00Z");
    expect(stateOf(BIRD, now)).toBe("active");
    expect(stateOf({ ...BIRD, sold: 50 }, now)).toBe("ended");
    expect(stateOf({ ...BIRD, sold_from: 40 }, now)).toBe("planned");
    expect(stateOf({ ...BIRD, ends_at: "2026-01-01T00:00:00Z" }, now)).toBe("ended");
    expect(stateOf({ ...BIRD, state: "paused" }, now)).toBe("paused");
  });
});

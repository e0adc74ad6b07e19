// Discounts of an event and of the organization.
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { organization, renderConsole, type Answers } from "../testing";
import { fill } from "../../../ui/testing";
import { changesOf, emptyForm, formOf, problemsOf } from "./discount-form";
import { stateOf } from "./DiscountRow";
import type { Discount } from "./queries";
import texts from "./texts/en.json";
import "./EventDiscounts";
import "./OrganizationDiscounts";

const HERE = organization({ permissions: ["discounts.read", "discounts.edit", "organizations.read"] });
const BASE = `/organizations/${HERE.id}/discounts`;
const PLACE = { timeZone: "Europe/Brussels", digits: () => 2, currency: "EUR" };
const AUTUMN: Discount = {
  id: "0190b1de-0000-7000-8000-0000000000d1",
  event_id: null,
  name: "Autumn",
  percent_bp: 2000,
  amount_minor: null,
  amounts: {},
  currency: null,
  ticket_type_ids: [],
  opens_hidden: false,
  is_stackable: false,
  starts_at: null,
  ends_at: "2999-01-01T00:00:00Z",
  uses_per_code: 50,
  uses_per_person: null,
  minimum_quantity: 1,
  minimum_minor: 0,
  state: "active",
  version: 3,
  created_at: "2026-01-01T00:00:00Z",
  code_count: 1,
  code: "AUTUMN20",
  uses: 12,
};

function visit(answers: Answers, here = HERE) {
  return renderConsole(routes, {
    at: "/meridian/discounts",
    texts: { discounts: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET /organizations/${here.id}`]: { id: here.id, time_zone: "Europe/Brussels", currency: "EUR" },
      [`GET ${BASE}`]: { items: [AUTUMN], next_cursor: null },
      [`GET ${BASE}/${AUTUMN.id}`]: AUTUMN,
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("Discounts", () => {
  it("are made with a code; what is missing is said at its field", async () => {
    const { user, asked } = visit({
      [`GET ${BASE}`]: { items: [], next_cursor: null },
      [`POST ${BASE}`]: () => Response.json(AUTUMN, { status: 201 }),
    });
    await user.click((await screen.findAllByRole("button", { name: "Add discount" }))[0] as HTMLElement);
    const panel = within(await screen.findByRole("dialog"));
    await user.click(panel.getByRole("button", { name: "Add discount" }));
    expect(panel.getAllByText("Give it 4 to 20 letters and digits.").length).toBeGreaterThan(0);
    await fill(user, panel.getByLabelText("Code"), "autumn-20");
    await user.type(panel.getByLabelText("Percent"), "20");
    await user.type(panel.getByLabelText(/^Uses in all/), "50");
    await user.click(panel.getByRole("button", { name: "Add discount" }));
    await waitFor(() => expect(asked.some(({ method }) => method === "POST")).toBe(true));
    expect(asked.find(({ method }) => method === "POST")?.body).toMatchObject({
      code: "AUTUMN20",
      name: "AUTUMN20",
      event_id: null,
      percent_bp: 2000,
      uses_per_code: 50,
      minimum_quantity: 1,
    });
  });

  it("show what is used and are changed over the version that was seen", async () => {
    const { user, asked } = visit({ [`PATCH ${BASE}/${AUTUMN.id}`]: { ...AUTUMN, percent_bp: 2500, version: 4 } });
    expect(await screen.findByText("12 of 50 used")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "AUTUMN20" }));
    const panel = within(await screen.findByRole("dialog"));
    const percent = panel.getByLabelText("Percent");
    await user.clear(percent);
    await user.type(percent, "25");
    await user.click(panel.getByRole("button", { name: "Save changes" }));
    await waitFor(() => expect(asked.some(({ method }) => method === "PATCH")).toBe(true));
    const sent = asked.find(({ method }) => method === "PATCH");
    expect(sent?.body).toEqual({ percent_bp: 2500, amount_minor: null, currency: null, amounts: {} });
    expect(sent?.headers.get("If-Match")).toBe('"3"');
  });

  it("that count at every event take an amount off in the currencies that are added", async () => {
    const { user, asked } = visit({ [`POST ${BASE}`]: () => Response.json(AUTUMN, { status: 201 }) });
    await user.click((await screen.findAllByRole("button", { name: "Add discount" }))[0] as HTMLElement);
    const panel = within(await screen.findByRole("dialog"));
    await fill(user, panel.getByLabelText("Code"), "FIVEOFF");
    await user.click(panel.getByRole("radio", { name: "An amount for each ticket" }));
    await user.type(panel.getByLabelText("Amount for each ticket"), "5");
    await fill(user, panel.getByRole("combobox", { name: /^Add a currency/ }), "USD");
    await user.keyboard("{ArrowDown}{Enter}");
    await user.type(await panel.findByLabelText(/^Amount in USD/), "6");
    await user.click(panel.getByRole("button", { name: "Add discount" }));
    await waitFor(() => expect(asked.some(({ method }) => method === "POST")).toBe(true));
    expect(asked.find(({ method }) => method === "POST")?.body).toMatchObject({
      amount_minor: 500,
      currency: "EUR",
      amounts: { USD: { amount_minor: 600, minimum_minor: 0 } },
    });
  });

  it("that are used are archived instead of deleted", async () => {
    const inUse = {
      type: "about:blank",
      title: "In use",
      status: 409,
      code: "discounts.in-use",
      detail: "Archive it.",
    };
    const { user, asked } = visit({
      [`DELETE ${BASE}/${AUTUMN.id}`]: () => Response.json(inUse, { status: 409 }),
      [`PATCH ${BASE}/${AUTUMN.id}`]: { ...AUTUMN, state: "archived", version: 4 },
    });
    await user.click(await screen.findByRole("button", { name: /AUTUMN20$/, expanded: false }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
    const dialog = within(await screen.findByRole("alertdialog"));
    await user.click(dialog.getByRole("button", { name: "Delete" }));
    await user.click(await dialog.findByRole("button", { name: "Archive" }));
    await waitFor(() => expect(asked.find(({ method }) => method === "PATCH")?.body).toEqual({ state: "archived" }));
  });

  it("are only looked at by who may not change them", async () => {
    visit({}, organization({ permissions: ["discounts.read"] }));
    expect(await screen.findByText("AUTUMN20")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Add discount" })).toBeNull();
  });
});

describe("A discount as a form", () => {
  it("says what is wrong with it", () => {
    const wrong = {
      ...emptyForm(PLACE),
      value: "nothing" as const,
      uses: "0",
      starts: "2027-01-02T10:00",
      ends: "2027-01-01T10:00",
    };
    expect([...problemsOf(wrong, PLACE, true).keys()]).toEqual(["code", "opens", "uses", "ends"]);
  });

  it("keeps what it was read from", () => {
    const five = { ...AUTUMN, percent_bp: null, amount_minor: 550, currency: "EUR", uses_per_person: 2 };
    const form = formOf(five, PLACE);
    expect(form).toMatchObject({ value: "amount", amount: "5.50", perPerson: "2" });
    expect(changesOf(form, ["amount", "perPerson", "ends"], PLACE)).toEqual({
      percent_bp: null,
      amount_minor: 550,
      currency: "EUR",
      amounts: {},
      uses_per_person: 2,
      ends_at: "2999-01-01T00:00:00.000Z",
    });
  });

  it("has amounts of its own in further currencies, and least totals beside them", () => {
    const amounts = { USD: { amount_minor: 600, minimum_minor: 2000 }, GBP: { amount_minor: 500, minimum_minor: 0 } };
    const form = formOf({ ...AUTUMN, percent_bp: null, amount_minor: 550, currency: "EUR", amounts }, PLACE);
    expect(form).toMatchObject({ amounts: { USD: "6", GBP: "5" }, minimums: { USD: "20" } });
    expect(changesOf(form, ["amounts"], PLACE)).toMatchObject({ amounts });
    const less = { ...form, amounts: { ...form.amounts, USD: "" } };
    expect(changesOf(less, ["amounts"], PLACE)).toMatchObject({ amounts: { GBP: amounts.GBP } });
    expect([...problemsOf({ ...form, amounts: { USD: "6.005" } }, PLACE, false)]).toEqual([["amounts", "amount"]]);
    expect([...problemsOf({ ...form, minimums: { USD: "x" } }, PLACE, false)]).toEqual([["minimums", "amount"]]);
    const share = { ...form, value: "percent" as const, percent: "10" };
    expect(changesOf(share, ["value"], PLACE)).toMatchObject({
      amount_minor: null,
      amounts: { USD: { amount_minor: null, minimum_minor: 2000 } },
    });
    expect(changesOf({ ...form, value: "nothing" }, ["value"], PLACE)).toMatchObject({ amounts: {} });
  });

  it("is planned, active, paused or over", () => {
    const now = Date.parse("2026-06-01T00:00:00Z");
    expect(stateOf(AUTUMN, now)).toBe("active");
    expect(stateOf({ ...AUTUMN, starts_at: "2027-01-01T00:00:00Z" }, now)).toBe("planned");
    expect(stateOf({ ...AUTUMN, ends_at: "2026-01-01T00:00:00Z" }, now)).toBe("ended");
    expect(stateOf({ ...AUTUMN, state: "paused" }, now)).toBe("paused");
  });
});

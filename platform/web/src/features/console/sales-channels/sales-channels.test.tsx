// Where an event's ticket types are sold: what the view shows, and what it asks.
import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import { fill } from "../../../ui/testing";
import type { ChannelSetting } from "./queries";
import "./SalesChannels";
import { changesOf, emptyForm, formOf, newOf, problemsOf } from "./setting-form";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "inventory.read", "inventory.edit", "catalog.read"] });
const EVENT = madeEvent({ title: "Harbour Lights" });
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const TYPE = {
  id: "0190b1de-0000-7000-8000-0000000000f1",
  name: "Standard",
  state: "on_sale",
  parts: [],
  kind: "paid",
  currency: "EUR",
  prices: { JPY: { price_minor: 4000, minimum_price_minor: 0 } },
};
const READING = { zone: "UTC", digitsOf: (code: string) => (code === "JPY" ? 0 : 2) };
const HOTEL: ChannelSetting = {
  id: "0190b1de-0000-7000-8000-0000000000f2",
  event_id: EVENT.id,
  ticket_type_id: TYPE.id,
  channel: "partner",
  sales_partner_id: "0190b1de-0000-7000-8000-0000000000e1",
  sales_partner_name: "Hotel Meridian",
  is_sold: true,
  most: null,
  places: 40,
  return_at: "2999-01-01T00:00:00Z",
  returned_at: null,
  prices: { EUR: 1850 },
  version: 2,
  created_at: "2026-01-01T00:00:00Z",
  sold: 12,
  kept: 28,
  free: 60,
};
const API: ChannelSetting = {
  ...HOTEL,
  id: "0190b1de-0000-7000-8000-0000000000f3",
  channel: "api",
  sales_partner_id: null,
  sales_partner_name: null,
  is_sold: false,
  places: 0,
  return_at: null,
  prices: {},
  sold: 0,
  kept: 0,
};

function visit(answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/channels`,
    texts: { "sales-channels": texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET /organizations/${HERE.id}/sales-partners`]: { items: [] },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/ticket-types`]: { items: [TYPE] },
      [`GET ${PATH}/channel-settings`]: { items: [HOTEL, API] },
      [`GET ${PATH}/channel-settings/${HOTEL.id}`]: HOTEL,
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("Sales channels", () => {
  it("say what is sold, kept and free, and when the rest goes back", async () => {
    visit();
    expect(await screen.findByText("12 sold · 28 kept · 60 free")).toBeTruthy();
    expect(screen.getByText("Allotment of 40 places")).toBeTruthy();
    expect(screen.getByText(/^The rest goes back on/)).toBeTruthy();
    expect(screen.getByText("Not sold here")).toBeTruthy();
  });

  it("are set; what contradicts itself is said at its field", async () => {
    const { user, asked } = visit({
      [`POST ${PATH}/channel-settings`]: () => Response.json(HOTEL, { status: 201 }),
    });
    await user.click(await screen.findByRole("button", { name: "Add channel" }));
    const panel = within(await screen.findByRole("dialog"));
    await user.selectOptions(panel.getByLabelText("Channel"), "box_office");
    await user.type(panel.getByLabelText(/^Places to keep/), "30");
    await user.type(panel.getByLabelText(/^At most/), "20");
    await user.click(panel.getByRole("button", { name: "Add channel" }));
    expect(panel.getAllByText("More than that cannot be sold here.").length).toBeGreaterThan(0);
    await user.clear(panel.getByLabelText(/^At most/));
    await user.click(panel.getByRole("button", { name: "Add channel" }));
    expect(await screen.findByText("The channel was saved")).toBeTruthy();
    expect(asked.find(({ method }) => method === "POST")?.body).toEqual({
      ticket_type_id: TYPE.id,
      channel: "box_office",
      sales_partner_id: null,
      is_sold: true,
      places: 30,
      return_at: null,
      most: null,
      prices: {},
    });
  });

  it("have prices in the currencies of the ticket type, for who may change what it costs", async () => {
    const { user, asked } = visit(
      { [`PATCH ${PATH}/channel-settings/${HOTEL.id}`]: HOTEL },
      organization({ permissions: [...HERE.permissions, "catalog.edit"] }),
    );
    expect(await screen.findByText("€18.50 each")).toBeTruthy();
    await user.click(await screen.findByRole("button", { name: "More for Hotel Meridian" }));
    await user.click(await screen.findByRole("menuitem", { name: "Edit" }));
    const panel = within(await screen.findByRole("dialog"));
    const [euros, yen] = [panel.getByLabelText(/^Price in EUR/), panel.getByLabelText(/^Price in JPY/)];
    expect(euros).toHaveProperty("value", "18.50");
    await user.clear(euros);
    await user.type(euros, "0");
    await fill(user, yen, "2900");
    await user.click(panel.getByRole("button", { name: "Save changes" }));
    expect(panel.getAllByText("Enter an amount above 0, or nothing.").length).toBeGreaterThan(0);
    await user.clear(euros);
    await user.type(euros, "17");
    await user.click(panel.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("The channel was saved")).toBeTruthy();
    expect(asked.find(({ method }) => method === "PATCH")?.body).toEqual({ prices: { EUR: 1700, JPY: 2900 } });
  });

  it("have no fields for prices for anybody else", async () => {
    const { user } = visit();
    await user.click(await screen.findByRole("button", { name: "Add channel" }));
    expect(await screen.findByLabelText(/^Places to keep/)).toBeTruthy();
    expect(screen.queryByLabelText(/^Price in EUR/)).toBeNull();
  });

  it("give back what is kept", async () => {
    const { user, asked } = visit({
      [`POST ${PATH}/channel-settings/${HOTEL.id}/return`]: { ...HOTEL, kept: 0 },
    });
    await user.click(await screen.findByRole("button", { name: "More for Hotel Meridian" }));
    await user.click(await screen.findByRole("menuitem", { name: "Return what is kept" }));
    expect(await screen.findByText("28 places went back")).toBeTruthy();
    expect(asked.some(({ method }) => method === "POST")).toBe(true);
  });

  it("are only looked at by who may not set capacities", async () => {
    visit({}, organization({ permissions: ["events.read", "inventory.read", "catalog.read"] }));
    expect(await screen.findByText("Hotel Meridian")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Add channel" })).toBeNull();
  });
});

describe("Channel settings as a form", () => {
  it("keep what they were read from, and ask for what changed alone", () => {
    const form = formOf(HOTEL, READING);
    expect(form).toMatchObject({ places: "40", most: "", returns: "2999-01-01T00:00" });
    expect(problemsOf(form, READING.digitsOf).size).toBe(0);
    expect(changesOf({ ...form, places: "50" }, ["places"], READING)).toEqual({ places: 50 });
    const closed = { is_sold: false, places: 0, return_at: null, most: null };
    expect(changesOf({ ...form, sold: false }, ["sold"], READING)).toEqual(closed);
  });

  it("say what is wrong", () => {
    const wrong = { ...emptyForm(""), places: "x", most: "0", returns: "2999-01-01T00:00" };
    expect([...problemsOf(wrong, READING.digitsOf).keys()].sort()).toEqual(["most", "places", "returns", "type"]);
    expect(problemsOf({ ...emptyForm("t"), sold: false, most: "x" }, READING.digitsOf).size).toBe(0);
    expect(newOf({ ...emptyForm("t"), channel: "web", partner: "p" }, READING).sales_partner_id).toBeNull();
  });
});

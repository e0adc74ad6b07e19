// Where an event's ticket types are sold: what the view shows, and what it asks.
import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import type { ChannelSetting } from "./queries";
import "./SalesChannels";
import { changesOf, emptyForm, formOf, newOf, problemsOf } from "./setting-form";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "inventory.read", "inventory.edit", "catalog.read"] });
const EVENT = madeEvent({ title: "Harbour Lights" });
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const TYPE = { id: "0190b1de-0000-7000-8000-0000000000f1", name: "Standard", state: "on_sale", parts: [] };
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
    });
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
    const form = formOf(HOTEL, "UTC");
    expect(form).toMatchObject({ places: "40", most: "", returns: "2999-01-01T00:00" });
    expect(problemsOf(form).size).toBe(0);
    expect(changesOf({ ...form, places: "50" }, ["places"], "UTC")).toEqual({ places: 50 });
    const closed = { is_sold: false, places: 0, return_at: null, most: null };
    expect(changesOf({ ...form, sold: false }, ["sold"], "UTC")).toEqual(closed);
  });

  it("say what is wrong", () => {
    const wrong = { ...emptyForm(""), places: "x", most: "0", returns: "2999-01-01T00:00" };
    expect([...problemsOf(wrong).keys()].sort()).toEqual(["most", "places", "returns", "type"]);
    expect(problemsOf({ ...emptyForm("t"), sold: false, most: "x" }).size).toBe(0);
    expect(newOf({ ...emptyForm("t"), channel: "web", partner: "p" }, "UTC").sales_partner_id).toBeNull();
  });
});

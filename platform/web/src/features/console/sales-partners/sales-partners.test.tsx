// Sales partners of an organization, and what each channel sold.
import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { organization, renderConsole, type Answers } from "../testing";
import { fill } from "../../../ui/testing";
import { changesOf, EMPTY, formOf, newOf, problemsOf } from "./partner-form";
import type { ChannelFigures, SalesPartner } from "./queries";
import "./SalesPartners";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["sales_partners.read", "sales_partners.edit", "orders.read"] });
const BASE = `/organizations/${HERE.id}`;
const HOTEL: SalesPartner = {
  id: "0190b1de-0000-7000-8000-0000000000e1",
  name: "Hotel Meridian",
  code: "HOTEL4",
  contact_name: "Ines",
  contact_email: "desk@hotel.example",
  note: "5 % of the gross",
  api_token_id: null,
  state: "active",
  version: 2,
  created_at: "2026-01-01T00:00:00Z",
};
const FIGURES: ChannelFigures = {
  channel: "web",
  sales_partner_id: null,
  sales_partner_name: null,
  currency: "EUR",
  orders: 3,
  tickets: 7,
  paid_minor: 21_000,
  refunded_minor: 1000,
};
const OF_HOTEL = {
  ...FIGURES,
  channel: "partner",
  sales_partner_id: HOTEL.id,
  sales_partner_name: HOTEL.name,
  orders: 1,
  refunded_minor: 0,
} as const;

function visit(answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: "/meridian/sales-partners",
    texts: { "sales-partners": texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${BASE}/sales-partners`]: { items: [HOTEL] },
      [`GET ${BASE}/sales-partners/${HOTEL.id}`]: HOTEL,
      [`GET ${BASE}/channel-report`]: { items: [FIGURES, OF_HOTEL] },
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("Sales partners", () => {
  it("have what each channel sold taken along as a file", async () => {
    const { user, asked } = visit({ [`GET ${BASE}/channel-report/export`]: "channel" });
    URL.createObjectURL = vi.fn(() => "blob:x");
    await user.click(await screen.findByRole("button", { name: "Download Excel" }));
    const file = asked.find(({ path }) => path.endsWith("/channel-report/export"));
    expect([file?.query.get("format"), file?.query.get("language"), file?.query.get("event_id")]).toEqual([
      "xlsx",
      "en",
      null,
    ]);
  });

  it("stand with their link, and each channel with what it sold", async () => {
    visit();
    expect(await screen.findByText("?partner=HOTEL4")).toBeTruthy();
    expect(screen.getByText("Ines · desk@hotel.example")).toBeTruthy();
    expect(await screen.findByText("On the web")).toBeTruthy();
    expect(screen.getByText("3 orders · Tickets: 7")).toBeTruthy();
    expect(screen.getByText("1 order · Tickets: 7")).toBeTruthy();
    expect(screen.getByText(/10 refunded/)).toBeTruthy();
  });

  it("are made; what is missing is said at its field", async () => {
    const { user, asked } = visit({
      [`GET ${BASE}/sales-partners`]: { items: [] },
      [`POST ${BASE}/sales-partners`]: () => Response.json(HOTEL, { status: 201 }),
    });
    await user.click((await screen.findAllByRole("button", { name: "Add sales partner" }))[0] as HTMLElement);
    const panel = within(await screen.findByRole("dialog"));
    await user.click(panel.getByRole("button", { name: "Add sales partner" }));
    expect(panel.getAllByText("Give it a name.").length).toBeGreaterThan(0);
    await fill(user, panel.getByLabelText("Name"), "Hotel Meridian");
    await fill(user, panel.getByLabelText("Code"), "hotel-4");
    await user.click(panel.getByRole("button", { name: "Add sales partner" }));
    expect(await screen.findByText("Hotel Meridian was added")).toBeTruthy();
    expect(asked.find(({ method }) => method === "POST")?.body).toEqual({
      name: "Hotel Meridian",
      code: "hotel-4",
      contact_name: "",
      contact_email: null,
      note: "",
      api_token_id: null,
    });
  });

  it("are archived over the version that was seen", async () => {
    const { user, asked } = visit({
      [`PATCH ${BASE}/sales-partners/${HOTEL.id}`]: { ...HOTEL, state: "archived", version: 3 },
    });
    await user.click(await screen.findByRole("button", { name: "More for Hotel Meridian" }));
    await user.click(await screen.findByRole("menuitem", { name: "Archive" }));
    expect(await screen.findByText("Hotel Meridian was archived")).toBeTruthy();
    const sent = asked.find(({ method }) => method === "PATCH");
    expect(sent?.body).toEqual({ state: "archived" });
    expect(sent?.headers.get("If-Match")).toBe('"2"');
  });

  it("are only looked at by who may not change them", async () => {
    visit({}, organization({ permissions: ["sales_partners.read"] }));
    expect(await screen.findByText("Hotel Meridian")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Add sales partner" })).toBeNull();
    expect(screen.queryByText("Sales by channel")).toBeNull();
  });
});

describe("A sales partner as a form", () => {
  it("says what is wrong with it, and what changed alone", () => {
    expect([...problemsOf({ ...EMPTY, code: "a b" })]).toEqual([
      ["name", "name"],
      ["code", "code"],
    ]);
    const form = { ...formOf(HOTEL), email: " ", token: "t" };
    expect(problemsOf(form).size).toBe(0);
    expect(changesOf(form, ["email", "token"])).toEqual({ contact_email: null, api_token_id: "t" });
    expect(newOf(form)).toMatchObject({ name: "Hotel Meridian", code: "HOTEL4", contact_name: "Ines" });
  });
});

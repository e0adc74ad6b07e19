// Sales reports in the console: what is asked for, what is shown, and two events side by side.
import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import dashboardTexts from "../dashboard/texts/en.json";
import { routes } from "../routes";
import partnerTexts from "../sales-partners/texts/en.json";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import "./EventReport";
import "./OrganizationReport";
import type { Comparison, Report, ReportLine } from "./queries";
import texts from "./texts/en.json";
import { daysOf, readWish, writeWish } from "./wish";

const HERE = organization({ permissions: ["events.read", "orders.read"] });
const EVENT = madeEvent();
const BASE = `/organizations/${HERE.id}`;

const LINE: ReportLine = {
  key: "2026-12-14",
  name: null,
  currency: "EUR",
  orders: 3,
  cancelled_orders: 1,
  tickets: 5,
  returned_tickets: 2,
  net_minor: 10000,
  tax_minor: 2500,
  gross_minor: 12500,
  received_minor: 12500,
  refunded_minor: 5000,
  fees_minor: 300,
  disputed_minor: 0,
  adjusted_minor: 0,
  kept_minor: 7200,
};
const REPORT: Report = {
  event_id: null,
  series_id: null,
  first_day: null,
  last_day: null,
  group_by: "day",
  time_zone: "Europe/Brussels",
  counted_at: "2026-12-14T17:00:00Z",
  totals: [LINE],
  lines: [LINE],
  is_cut: false,
};
const COMPARISON: Comparison = {
  counted_at: "2026-12-14T17:00:00Z",
  event: {
    event_id: EVENT.id,
    title: EVENT.title,
    starts_on: "2026-12-20",
    currency: "EUR",
    days_before_now: 6,
    tickets: 40,
    gross_minor: 40000,
  },
  other: {
    event_id: "former",
    title: "Kite Weekend",
    starts_on: "2025-12-20",
    currency: "EUR",
    days_before_now: -359,
    tickets: 90,
    gross_minor: 80000,
  },
  other_tickets_by_now: 30,
  other_gross_minor_by_now: 25000,
  days: [
    { days_before: 7, tickets: 20, gross_minor: 20000, other_tickets: 30, other_gross_minor: 25000 },
    { days_before: 6, tickets: 40, gross_minor: 40000, other_tickets: 30, other_gross_minor: 25000 },
    { days_before: 5, tickets: null, gross_minor: null, other_tickets: 90, other_gross_minor: 80000 },
  ],
};

function visit(at: string, answers: Answers = {}) {
  return renderConsole(routes, {
    at,
    texts: { "sales-reports": texts, dashboard: dashboardTexts, "sales-partners": partnerTexts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${BASE}/events/${EVENT.id}`]: EVENT,
      [`GET ${BASE}/events`]: { items: [{ ...EVENT, id: "former", title: "Kite Weekend" }], next_cursor: null },
      [`GET ${BASE}/sales-report`]: REPORT,
      [`GET ${BASE}/sales-report/comparison`]: COMPARISON,
      [`GET ${BASE}/sales-report/export`]: "day,name",
      ...answers,
    },
  });
}

beforeEach(() => {
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("A sales report", () => {
  it("has the sums of each currency, a chart of times, and a table whose cells have headings", async () => {
    visit("/meridian/sales-reports");
    const table = within(await screen.findByRole("table"));
    expect(table.getAllByRole("columnheader").map((cell) => cell.textContent)).toEqual([
      "Day",
      "Orders",
      "Tickets",
      "Returned",
      "Sold for",
      "Tax",
      "Received",
      "Refunded",
      "Fees",
      "What stays",
    ]);
    expect(table.getAllByRole("rowheader").map((cell) => cell.textContent)).toEqual([
      "Mon, Dec 14, 2026",
      "Total in EUR",
    ]);
    expect(screen.getByText("2 returned since")).toBeTruthy();
    expect(screen.getByText("after €3 fees")).toBeTruthy();
    expect(screen.getByRole("img", { name: /Tickets from Mon, Dec 14, 2026/u })).toBeTruthy();
  });

  it("asks for the period and the group that are chosen, and keeps them in the address", async () => {
    const { user, asked } = visit(`/meridian/events/${EVENT.id}/sales-report`);
    await screen.findByRole("table");
    await user.selectOptions(screen.getByLabelText(/Group by/u), "Ticket type");
    await user.selectOptions(screen.getByLabelText(/Period/u), "Choose days");
    await user.type(screen.getByLabelText(/First day/u), "2026-12-01");
    const report = asked.filter(({ path }) => path.endsWith("/sales-report")).at(-1);
    expect(Object.fromEntries(report?.query ?? [])).toMatchObject({
      event_id: EVENT.id,
      group_by: "ticket_type",
      first_day: "2026-12-01",
    });
  });

  it("says at its field that days are backwards, and asks for nothing", async () => {
    visit("/meridian/sales-reports?period=own&first=2026-12-14&last=2026-12-01&by=day");
    expect(await screen.findByText("Choose a last day that is not before the first.")).toBeTruthy();
    expect(screen.queryByRole("table")).toBeNull();
  });

  it("has no column of money by ticket type, which no money knows", async () => {
    const line = { ...LINE, name: "Balcony", received_minor: null, kept_minor: null };
    visit("/meridian/sales-reports?by=ticket_type", {
      [`GET ${BASE}/sales-report`]: { ...REPORT, group_by: "ticket_type", totals: [line], lines: [line] },
    });
    const table = within(await screen.findByRole("table"));
    expect(table.getAllByRole("columnheader")).toHaveLength(6);
    expect(table.getByRole("rowheader", { name: "Balcony" })).toBeTruthy();
  });

  it("is taken along as a workbook", async () => {
    const { user, asked } = visit("/meridian/sales-reports");
    URL.createObjectURL = vi.fn(() => "blob:x");
    await user.click(await screen.findByRole("button", { name: "Download Excel" }));
    const file = asked.find(({ path }) => path.endsWith("/export"));
    expect(file?.query.get("format")).toBe("xlsx");
  });

  it("says so where nothing was sold", async () => {
    visit("/meridian/sales-reports", { [`GET ${BASE}/sales-report`]: { ...REPORT, totals: [], lines: [] } });
    expect(await screen.findByText("Nothing in this period")).toBeTruthy();
  });
});

describe("Two events compared", () => {
  it("says what the other had sold as long before it began, as lines and as a table", async () => {
    const { user } = visit(`/meridian/events/${EVENT.id}/sales-report`);
    const part = within(await screen.findByRole("region", { name: "Compared with another event" }));
    await user.selectOptions(await part.findByLabelText(/Compare with/u), "Kite Weekend");
    expect((await part.findByRole("status")).textContent).toBe(
      "40 tickets so far. Kite Weekend had sold 30 as long before it began, and 90 in all.",
    );
    await user.click(part.getByRole("button", { name: "Show as table" }));
    const lines = part.getAllByRole("row").map((row) => within(row).queryAllByRole("cell"));
    expect(lines.at(-1)?.map((cell) => cell.textContent)).toEqual(["–", "–", "90", "€800"]);
  });
});

describe("What a report is asked for", () => {
  it("knows the days of each period", () => {
    expect(daysOf("7", "2026-03-03")).toEqual({ first: "2026-02-25", last: "2026-03-03" });
    expect(daysOf("month", "2026-03-03")).toEqual({ first: "2026-03-01", last: "2026-03-03" });
    expect(daysOf("last-month", "2026-01-15")).toEqual({ first: "2025-12-01", last: "2025-12-31" });
    expect(daysOf("year", "2026-03-03")).toEqual({ first: "2026-01-01", last: "2026-03-03" });
    expect(daysOf("all", "2026-03-03")).toEqual({ first: "", last: "" });
  });

  it("comes back from an address as it went", () => {
    const wish = { period: "own", first: "2026-01-02", last: "", groupBy: "channel" } as const;
    expect(readWish(writeWish(wish), "30", "2026-03-03")).toEqual(wish);
    expect(readWish(new URLSearchParams("by=moon&period=none"), "7", "2026-03-03")).toMatchObject({
      period: "7",
      groupBy: "day",
    });
  });
});

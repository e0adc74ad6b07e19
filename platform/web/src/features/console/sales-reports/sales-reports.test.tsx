// Sales reports in the console: what is asked for, what is shown, and two events side by side.
import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import dashboardTexts from "../dashboard/texts/en.json";
import { routes } from "../routes";
import partnerTexts from "../sales-partners/texts/en.json";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import "./EventReport";
import "./OrganizationReport";
import { fill } from "../../../ui/testing";
import type { Comparison, Forecast, Report, ReportLine } from "./queries";
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

const FORECAST: Forecast = {
  event_id: EVENT.id,
  state: "forecast",
  counted_at: "2026-12-14T17:00:00Z",
  time_zone: "Europe/Brussels",
  starts_on: "2026-12-16",
  days_before_now: 2,
  tickets: 60,
  returned_tickets: 4,
  capacity: 200,
  currency: "EUR",
  gross_minor: 60000,
  result: {
    tickets: 120,
    lowest_tickets: 100,
    highest_tickets: 150,
    gross_minor: 120000,
    lowest_gross_minor: 100000,
    highest_gross_minor: 150000,
  },
  days: [
    { day: "2026-12-13", days_before: 3, sold: 40, expected: null, lowest: null, highest: null },
    { day: "2026-12-14", days_before: 2, sold: 60, expected: null, lowest: null, highest: null },
    { day: "2026-12-15", days_before: 1, sold: null, expected: 90, lowest: 80, highest: 100 },
    { day: "2026-12-16", days_before: 0, sold: null, expected: 118, lowest: 98, highest: 147 },
  ],
  needed_events: 0,
  needed_tickets: 0,
  possible_from_days_before: null,
  basis: [{ event_id: "former", title: "Kite Weekend", starts_on: "2025-12-20", tickets_by_now: 30, tickets: 90 }],
  accuracy: { days_before: 2, events: 8, error_percent: 11.4, inside: 7, inside_percent: 87.5 },
  tests: [{ days_before: 14, events: 8, error_percent: 21.5, inside: 6, inside_percent: 75 }],
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
      [`GET ${BASE}/events/${EVENT.id}/sales-forecast`]: FORECAST,
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
      "Mon 14 Dec 2026",
      "Total in EUR",
    ]);
    expect(screen.getByText("2 returned since")).toBeTruthy();
    expect(screen.getByText(/Time zone: Europe\/Brussels\. Counted Mon 14 Dec, 18:00\./u)).toBeTruthy();
    expect(screen.getByText("after €3 fees")).toBeTruthy();
    expect(screen.getByRole("img", { name: /Tickets from Mon 14 Dec 2026/u })).toBeTruthy();
  });

  it("asks for the period and the group that are chosen, and keeps them in the address", async () => {
    const { user, asked } = visit(`/meridian/events/${EVENT.id}/sales-report`);
    await screen.findByRole("table");
    await user.selectOptions(screen.getByLabelText(/Group by/u), "Ticket type");
    await user.selectOptions(screen.getByLabelText(/Period/u), "Choose days");
    await fill(user, screen.getByLabelText(/First day/u), "2026-12-01");
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

describe("A forecast", () => {
  const at = `/meridian/events/${EVENT.id}/sales-report`;
  const find = async () => within(await screen.findByRole("region", { name: "Forecast" }));

  it("says what is expected, between which numbers, and how far off it would have been", async () => {
    const { user } = visit(at);
    const part = await find();
    expect(await part.findByText("between 100 and 150 in four of five cases")).toBeTruthy();
    expect(part.getByText("€1,200")).toBeTruthy();
    expect(part.getByText(/forecasts of 8 past events.* by 11% in the median\. 7 of 8 results/u)).toBeTruthy();
    expect(part.getByRole("img").getAttribute("aria-label")).toBe(
      "Tickets from 13 Dec 2026 to 16 Dec 2026: 60 so far, 118 expected, between 98 and 147",
    );
    const tests = within(part.getByRole("table", { name: "How right forecasts were" }));
    expect(tests.getAllByRole("cell").map((cell) => cell.textContent)).toEqual(["8", "22%", "75%"]);
    await user.click(part.getByRole("button", { name: "Show as table" }));
    const days = within(part.getByRole("table", { name: "Forecast" })).getAllByRole("row");
    expect(days.at(-1)?.textContent).toBe("16 Dec 2026–11898147");
    expect(days.at(1)?.textContent).toBe("13 Dec 202640–––");
  });

  it("says what is missing where there is too little data", async () => {
    const missing = { ...FORECAST, state: "too_few_events", result: null, needed_events: 3, needed_tickets: 2 };
    const days = FORECAST.days.filter(({ sold }) => sold !== null);
    visit(at, {
      [`GET ${BASE}/events/${EVENT.id}/sales-forecast`]: { ...missing, days, accuracy: null, tests: [], basis: [] },
    });
    const part = await find();
    expect(await part.findByText("Too little data for a forecast")).toBeTruthy();
    expect(
      part
        .getAllByRole("listitem")
        .slice(0, 2)
        .map((item) => item.textContent),
    ).toEqual([
      "A forecast needs 5 past events with 10 tickets or more. Still missing: 3.",
      "This event has hardly sold anything yet. Tickets still missing: 2.",
    ]);
    expect(part.getByRole("img", { name: "Tickets from 13 Dec 2026 to 14 Dec 2026: 60" })).toBeTruthy();
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

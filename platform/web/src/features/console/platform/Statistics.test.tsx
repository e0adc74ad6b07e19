// The platform's statistics: sums beside those before, currencies apart, and everything of it in the address.
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import dashboard from "../dashboard/texts/en.json";
import { ORGANIZATION, refused, visitPlatform } from "./testing";
import "./StatisticsPage";

const READ = ["platform.statistics.read"];
const QUIET = {
  organizations_signed_up: 0,
  organizations_active: 0,
  people_signed_up: 0,
  events_published: 0,
  orders: 0,
  tickets: 0,
  money: [],
};
const euro = (gross: number) => ({
  currency: "EUR",
  gross_minor: gross,
  refunds_minor: 1_000,
  platform_fees_minor: 200,
});
const BUSY = {
  ...QUIET,
  organizations_active: 2,
  orders: 30,
  tickets: 45,
  money: [euro(90_000), { ...euro(500), currency: "USD" }],
};
const FOUND = {
  starts_on: "2026-03-01",
  ends_on: "2026-03-02",
  by: "day",
  totals: BUSY,
  before: { ...QUIET, tickets: 30, orders: 0, money: [euro(100_000)] },
  series: [
    { starts_on: "2026-03-01", ends_on: "2026-03-01", figures: BUSY },
    { starts_on: "2026-03-02", ends_on: "2026-03-02", figures: QUIET },
  ],
  organizations: [
    { organization_id: ORGANIZATION.id, name: "Harbour Jazz", orders: 30, tickets: 45, money: [euro(90_000)] },
  ],
  uncounted: 0,
};
const AT = "statistics?from=2026-03-01&until=2026-03-02";

const visit = (at: string, found: unknown = FOUND) =>
  visitPlatform(at, READ, { "GET /platform/statistics": found }, { dashboard });
const tile = (name: string): HTMLElement => {
  const found = screen
    .getAllByText(name)
    .map((each) => each.closest<HTMLElement>(".stat"))
    .find((each) => each !== null);
  if (!found) throw new Error(`${name} is no tile`);
  return found;
};

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("the platform's statistics", () => {
  it("says each sum beside the one before, and every currency by itself", async () => {
    visit(AT);
    expect(await screen.findByText("+50% · 30 before")).toBeTruthy();
    expect(within(tile("Confirmed orders")).getByText("0 before")).toBeTruthy();
    const euros = screen.getByRole("region", { name: "Money in EUR" });
    expect(within(euros).getByText(/^€900/)).toBeTruthy();
    expect(within(euros).getByText(/^-10% · €1,000.* before$/)).toBeTruthy();
    expect(screen.getByRole("region", { name: "Money in USD" })).toBeTruthy();
    expect(screen.getByRole("link", { name: "Harbour Jazz" }).getAttribute("href")).toContain(
      `/-/platform/organizations/${ORGANIZATION.id}`,
    );
  });

  it("draws a chart that can be read as a table", async () => {
    const { user } = visit(AT);
    const chart = await screen.findByRole("region", { name: "Tickets sold" });
    expect(within(chart).getByRole("img").getAttribute("aria-label")).toContain("highest at 1 Mar: 45");
    await user.click(within(chart).getByRole("button", { name: "Show as table" }));
    const cells = within(chart).getAllByRole("cell");
    expect(cells.map(({ textContent }) => textContent)).toEqual(["45", "30", "2", "0"]);
  });

  it("asks for what the address says, and keeps what is chosen there", async () => {
    const { user, asked } = visit(`${AT}&by=week`);
    await user.selectOptions(await screen.findByLabelText(/Ranked by/), "EUR");
    await user.selectOptions(screen.getByLabelText(/Group by/), "month");
    await waitFor(() =>
      expect(asked.at(-1)?.query.toString()).toBe("from=2026-03-01&until=2026-03-02&by=month&currency=EUR"),
    );
    await user.click(screen.getByRole("button", { name: /Last 7 days/ }));
    await waitFor(() => expect(asked.at(-1)?.query.get("from")).not.toBe("2026-03-01"));
  });

  it("says at the day what is wrong with it", async () => {
    const errors = [{ pointer: "?until", detail: "By day, a period has at most 366 days." }];
    visit(AT, () => refused(422, { title: "Some fields are wrong", errors }));
    const says = await screen.findByText("By day, a period has at most 366 days.");
    expect(screen.getByLabelText(/To/).getAttribute("aria-describedby")).toContain(says.closest("[id]")?.id);
  });

  it("shows the way on where nothing happened, and that it is still counting", async () => {
    const { user, asked } = visit(AT, { ...FOUND, totals: QUIET, before: QUIET, organizations: [], uncounted: 3 });
    expect(await screen.findByText("Still counting")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Show the last year" }));
    await waitFor(() => expect(asked.at(-1)?.query.get("by")).toBe("month"));
  });

  it("saves tables of the period and of its organizations", async () => {
    const saved: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download);
    });
    URL.createObjectURL = () => "blob:file";
    const { user, asked } = visitPlatform(
      AT,
      READ,
      {
        "GET /platform/statistics": FOUND,
        "GET /platform/statistics/report": () =>
          new Response("starts_on", { headers: { "Content-Disposition": 'attachment; filename="platform.csv"' } }),
      },
      { dashboard },
    );
    await screen.findByLabelText(/Ranked by/);
    for (const button of await screen.findAllByRole("button", { name: "Download PDF" })) await user.click(button);
    await waitFor(() => expect(saved).toEqual(["platform.csv", "platform.csv"]));
    const reports = asked.filter(({ path }) => path === "/platform/statistics/report");
    expect(reports.map(({ query }) => query.get("of"))).toEqual(["periods", "organizations"]);
    expect(reports.map(({ query }) => query.get("format"))).toEqual(["pdf", "pdf"]);
  });
});

// What a discount brought: its figures, its days, and its codes.
import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { organization, renderConsole, type Answers } from "../testing";
import type { CodeFigures, Day, Figures, Report } from "./report";
import { daysOf } from "./report";
import texts from "./texts/en.json";
import "./ReportPage";

const HERE = organization({ permissions: ["discounts.read"] });
const ID = "0190b1de-0000-7000-8000-0000000000d1";
const BASE = `/organizations/${HERE.id}/discounts/${ID}`;
const EUR: Figures = {
  currency: "EUR",
  uses: 5,
  confirmed: 4,
  tickets: 9,
  discount_minor: 4500,
  paid_minor: 18000,
  refunded_minor: 2000,
};
const codeOf = (code: string, uses: number): CodeFigures => ({ ...EUR, code_id: code, code, uses });
const dayOf = (day: string, uses: number): Day => ({ ...EUR, day, uses });
const REPORT: Report = {
  discount_id: ID,
  time_zone: "Europe/Brussels",
  totals: [EUR],
  days: [dayOf("2026-03-02", 2), dayOf("2026-03-05", 3)],
  codes: [codeOf("VIP7AB2", 3), codeOf("VIP9XY4", 2)],
};

function visit(answers: Answers = {}) {
  return renderConsole(routes, {
    at: `/meridian/discounts/${ID}/report`,
    texts: { discounts: texts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${BASE}`]: { id: ID, name: "Press", uses_per_code: 1, event_id: null },
      [`GET ${BASE}/report`]: REPORT,
      ...answers,
    },
  });
}

beforeEach(() => {
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("The report of a discount", () => {
  it("has uses, tickets, what was taken off, and what stayed of the money", async () => {
    visit();
    const figures = within(await screen.findByRole("region", { name: "Uses and revenue" }));
    expect(figures.getByText("4 confirmed orders")).toBeTruthy();
    expect(figures.getByText("€45")).toBeTruthy();
    expect(figures.getByText("€160")).toBeTruthy();
    expect(figures.getByText("€20 refunded")).toBeTruthy();
  });

  it("has its days as a table, too", async () => {
    const { user } = visit();
    expect(
      await screen.findByRole("img", { name: /The most were 3, on 5 Mar|The most were 3, on Mar 5/ }),
    ).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Show as table" }));
    expect(within(screen.getByRole("table")).getAllByRole("row")).toHaveLength(3);
  });

  it("has the codes with most uses first", async () => {
    visit();
    const codes = within(await screen.findByRole("list", { name: "Codes with most uses" }));
    expect(codes.getAllByRole("listitem").map((row) => row.textContent)).toEqual([
      expect.stringContaining("VIP7AB2") as string,
      expect.stringContaining("VIP9XY4") as string,
    ]);
  });

  it("says so when nobody used it", async () => {
    visit({ [`GET ${BASE}/report`]: { ...REPORT, totals: [], days: [], codes: [] } });
    expect(await screen.findByText("No uses yet")).toBeTruthy();
  });

  it("is taken along as a workbook in the reader's language", async () => {
    const { user, asked } = visit({ [`GET ${BASE}/report/export`]: "code,currency" });
    URL.createObjectURL = vi.fn(() => "blob:x");
    await user.click(await screen.findByRole("button", { name: "Download Excel" }));
    const file = asked.find(({ path }) => path.endsWith("/report/export"));
    expect([file?.query.get("format"), file?.query.get("language")]).toEqual(["xlsx", "en"]);
  });

  it("tells currencies apart", async () => {
    visit({ [`GET ${BASE}/report`]: { ...REPORT, totals: [EUR, { ...EUR, currency: "JPY" }] } });
    expect(await screen.findByRole("region", { name: "Uses and revenue in EUR" })).toBeTruthy();
    expect(screen.getByRole("region", { name: "Uses and revenue in JPY" })).toBeTruthy();
  });
});

describe("The days of a report", () => {
  it("have no gaps, and are fourteen at least", () => {
    const days = daysOf(REPORT, "EUR");
    expect(days).toHaveLength(14);
    expect(days.slice(-4).map(({ day, uses }) => [day, uses])).toEqual([
      ["2026-03-02", 2],
      ["2026-03-03", 0],
      ["2026-03-04", 0],
      ["2026-03-05", 3],
    ]);
    expect(daysOf(REPORT, "JPY")).toEqual([]);
  });
});

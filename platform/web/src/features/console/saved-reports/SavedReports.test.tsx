import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import salesTexts from "../sales-reports/texts/en.json";
import dashboardTexts from "../dashboard/texts/en.json";
import partnerTexts from "../sales-partners/texts/en.json";
import { routes } from "../routes";
import { organization, renderConsole, type Answers } from "../testing";
import "../sales-reports/OrganizationReport";
import { fill } from "../../../ui/testing";
import type { SavedReport } from "./queries";
import "./SharedReport";
import texts from "./texts/en.json";

const HERE = organization({
  permissions: ["orders.read", "saved-reports.manage", "saved-reports.shared", "members.read"],
});
const BASE = `/organizations/${HERE.id}`;
const LIST = `${BASE}/saved-reports`;
const REPORT: SavedReport = {
  id: "0190b1de-0000-7000-8000-0000000000a1",
  name: "Monday's figures",
  event_id: null,
  series_id: null,
  period: "last-month",
  first_day: null,
  last_day: null,
  group_by: "channel",
  version: 2,
  created_at: "2026-01-01T00:00:00Z",
  created_by: "user:x",
};
const MEMBER = { id: "0190b1de-0000-7000-8000-0000000000b1", display_name: "Kim Partner", role: "partner" };
const FIGURES = {
  event_id: null,
  series_id: null,
  first_day: null,
  last_day: null,
  group_by: "channel",
  time_zone: "Europe/Lisbon",
  counted_at: "2026-01-01T00:00:00Z",
  totals: [],
  lines: [],
  is_cut: false,
};
const SHARE = {
  id: "0190b1de-0000-7000-8000-0000000000c1",
  saved_report_id: REPORT.id,
  member_id: MEMBER.id,
  url: "https://tickets.example/console/meridian/shared-reports/c1",
  expires_at: "2026-03-01T12:00:00Z",
  shared_at: "2026-01-01T00:00:00Z",
  shared_by: "0190b1de-0000-7000-8000-0000000000d1",
};

function visit(answers: Answers = {}, at = "/meridian/sales-reports", here = HERE) {
  return renderConsole(routes, {
    at,
    texts: {
      "saved-reports": texts,
      "sales-reports": salesTexts,
      dashboard: dashboardTexts,
      "sales-partners": partnerTexts,
    },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${BASE}`]: { ...here, time_zone: "Europe/Lisbon" },
      [`GET ${BASE}/members`]: { items: [MEMBER], next_cursor: null },
      [`GET ${BASE}/sales-report`]: FIGURES,
      [`GET ${LIST}`]: { items: [REPORT] },
      [`POST ${LIST}`]: { ...REPORT, name: "Mine" },
      [`GET ${LIST}/${REPORT.id}/shares`]: { items: [SHARE] },
      [`GET ${LIST}/${REPORT.id}/schedules`]: { items: [] },
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

it("keeps what is chosen under a name", async () => {
  const shown = visit();
  await fill(shown.user, await screen.findByLabelText(/^Name/), "Mine");
  await shown.user.click(screen.getByRole("button", { name: "Save this report" }));
  expect(await screen.findByText("Mine was saved")).toBeTruthy();
});

it("shows a saved report's days and groups, and opens them", async () => {
  const shown = visit();
  const rows = within(await screen.findByRole("list", { name: "Saved reports" }));
  expect(rows.getByText("Last month · Sales channel")).toBeTruthy();
  await shown.user.click(rows.getByRole("button", { name: REPORT.name }));
  expect(await screen.findByDisplayValue("Sales channel")).toBeTruthy();
});

it("gives the link of a share, which says whose it is", async () => {
  const shown = visit();
  await shown.user.click(await screen.findByRole("button", { name: /More.*Monday/ }));
  await shown.user.click(await screen.findByText("Share with a member"));
  expect(await screen.findByLabelText("Link for Kim Partner")).toHaveProperty("value", SHARE.url);
});

it("sends a report by email to oneself unless somebody else is chosen", async () => {
  const asked = vi.fn(() =>
    Response.json(
      { ...SHARE, cadence: "weekly", weekday: 1, month_day: 1, hour: 7, next_at: SHARE.expires_at },
      { status: 201 },
    ),
  );
  const shown = visit({ [`POST ${LIST}/${REPORT.id}/schedules`]: asked });
  await shown.user.click(await screen.findByRole("button", { name: /More.*Monday/ }));
  await shown.user.click(await screen.findByText("Send by email"));
  await shown.user.click(await screen.findByRole("button", { name: "Send" }));
  await vi.waitFor(() => expect(asked).toHaveBeenCalledOnce());
});

const LINK = {
  id: "0190b1de-0000-7000-8000-0000000000e1",
  saved_report_id: REPORT.id,
  label: "The board",
  created_by: "0190b1de-0000-7000-8000-0000000000d1",
  created_at: "2026-01-01T00:00:00Z",
  expires_at: "2126-01-01T00:00:00Z",
  revoked_at: null,
  used_at: "2026-01-02T12:00:00Z",
  use_count: 3,
};
const SHARING = organization({ permissions: ["orders.read", "report-links.manage"] });

it("makes a link for people without an account, and shows it this once", async () => {
  const asked = vi.fn(() =>
    Response.json({ ...LINK, url: "https://tickets.example/public/reports/x/y" }, { status: 201 }),
  );
  const links = { [`GET ${BASE}/report-links`]: { items: [LINK] }, [`POST ${BASE}/report-links`]: asked };
  const shown = visit(links, "/meridian/sales-reports", SHARING);
  await shown.user.click(await screen.findByRole("button", { name: /More.*Monday/ }));
  await shown.user.click(await screen.findByText("Share by link"));
  await fill(shown.user, await screen.findByLabelText(/^For whom/), "The board");
  await shown.user.click(screen.getByRole("button", { name: "Make link" }));
  expect(await screen.findByLabelText("Link")).toHaveProperty("value", "https://tickets.example/public/reports/x/y");
  await shown.user.click(screen.getByRole("button", { name: "I have kept it" }));
  expect(screen.queryByLabelText("Link")).toBeNull();
  expect(asked).toHaveBeenCalledOnce();
});

it("says how often a link was opened, and revokes it", async () => {
  const gone = vi.fn(() => new Response(null, { status: 204 }));
  const revoked = { ...LINK, id: "0190b1de-0000-7000-8000-0000000000e2", label: "Sponsor", revoked_at: LINK.used_at };
  const shown = visit(
    {
      [`GET ${BASE}/report-links`]: { items: [LINK, revoked] },
      [`DELETE ${BASE}/report-links/${LINK.id}`]: gone,
    },
    "/meridian/sales-reports",
    SHARING,
  );
  await shown.user.click(await screen.findByRole("button", { name: /More.*Monday/ }));
  await shown.user.click(await screen.findByText("Share by link"));
  const links = within(await screen.findByRole("list", { name: "Links" }));
  expect(links.getAllByText(/Opened 3 times, last/)).toHaveLength(2);
  expect(links.getByText(/Revoked/)).toBeTruthy();
  expect(links.queryByRole("button", { name: /More.*Sponsor/ })).toBeNull();
  await shown.user.click(links.getByRole("button", { name: /More.*The board/ }));
  await shown.user.click(await screen.findByText("Revoke"));
  await vi.waitFor(() => expect(gone).toHaveBeenCalledOnce());
});

it("offers no link to a report whose lines name people", async () => {
  const named = { ...REPORT, group_by: "sold_by" as const };
  visit({ [`GET ${LIST}`]: { items: [named] } }, "/meridian/sales-reports", SHARING);
  expect(await screen.findByText(REPORT.name)).toBeTruthy();
  expect(screen.queryByRole("button", { name: /More.*Monday/ })).toBeNull();
});

it("shows who may not manage them no way to save or to share", async () => {
  visit({}, "/meridian/sales-reports", organization({ permissions: ["orders.read"] }));
  expect(await screen.findByText(REPORT.name)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Save this report" })).toBeNull();
  expect(screen.queryByRole("button", { name: /More.*Monday/ })).toBeNull();
});

it("shows a report that was shared, and until when", async () => {
  visit(
    { [`GET ${LIST}/shared/${SHARE.id}`]: { name: REPORT.name, expires_at: SHARE.expires_at, report: FIGURES } },
    `/meridian/shared-reports/${SHARE.id}`,
    organization({ permissions: ["saved-reports.shared"] }),
  );
  expect(await screen.findByRole("heading", { name: REPORT.name })).toBeTruthy();
  expect(await screen.findByText(/Shared with you until/)).toBeTruthy();
});

// What became of an organization's mails in the console: figures, advice, and groups by name.
import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import messageTexts from "../messages/texts/en.json";
import { routes } from "../routes";
import { daysOf } from "../sales-reports/wish";
import { organization, renderConsole } from "../testing";
import "./Deliverability";
import { readWish, type Line, type Report } from "./queries";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["sending-domains.read", "suppressions.read"] });

const LINE: Line = {
  key: "2026-11-24",
  name: null,
  mails: 1030,
  waiting: 20,
  failed: 10,
  sent: 1000,
  delivered: 950,
  bounced: 50,
  gone: 40,
  complained: 2,
  unsubscribed: 3,
  bounces_per_1000: 50,
  complaints_per_1000: 2.11,
  standing: "bad",
};
const REPORT: Report = {
  first_day: "2026-10-27",
  last_day: "2026-11-25",
  group_by: "day",
  time_zone: "Europe/Brussels",
  counted_at: "2026-11-25T17:00:00Z",
  total: LINE,
  lines: [LINE],
  is_cut: false,
};

function open(report: Report, search = ""): ReturnType<typeof renderConsole> {
  return renderConsole(routes, {
    at: `/meridian/deliverability${search}`,
    texts: { deliverability: texts, messages: messageTexts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET /organizations/${HERE.id}`]: { time_zone: "Europe/Brussels" },
      [`GET /organizations/${HERE.id}/deliverability`]: report,
      [`GET /organizations/${HERE.id}/deliverability/export`]: "part",
    },
  });
}

beforeEach(() => {
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("Deliverability", () => {
  it("says how mailbox providers look at the mails, and what to do", async () => {
    open(REPORT);
    expect(await screen.findByText(texts["advice.bad"])).toBeTruthy();
    const table = screen.getByRole("table");
    const row = within(table).getByRole("row", { name: /24/u });
    expect(within(row).getByText("950")).toBeTruthy();
    expect(within(row).getByText(texts["standing.bad"])).toBeTruthy();
    expect(screen.getByText("50 in 1,000")).toBeTruthy();
    expect(screen.getByText("20 waiting")).toBeTruthy();
    const standing = within(screen.getByRole("region", { name: texts.standing }));
    expect(standing.getByRole("link", { name: texts.toSuppressions })).toBeTruthy();
  });

  it("asks for a provider that reports where nobody does", async () => {
    const untold = { ...LINE, delivered: 0, bounced: 0, standing: "too-few" } as const;
    open({ ...REPORT, total: untold, lines: [untold] });
    expect(await screen.findByText(texts["advice.untold"])).toBeTruthy();
  });

  it.each([
    ["kind", "announcement", messageTexts["template.announcement"]],
    ["kind", "reset-password", messageTexts["template.other"]],
    ["sender", "", texts.platformSender],
    ["sender", "mail.example", "mail.example"],
    ["connection", "", texts.platformServer],
    ["mailbox", "", texts.noMailbox],
  ] as const)("names a group by %s: %s", async (groupBy, key, name) => {
    open({ ...REPORT, group_by: groupBy, lines: [{ ...LINE, key }] }, `?by=${groupBy}`);
    expect(await screen.findByRole("rowheader", { name })).toBeTruthy();
  });

  it("calls a connection by its name", async () => {
    open({ ...REPORT, group_by: "connection", lines: [{ ...LINE, key: "made-up", name: "Mailgun" }] });
    expect(await screen.findByRole("rowheader", { name: "Mailgun" })).toBeTruthy();
  });

  it("is taken along as a file, as it is asked for", async () => {
    const { user, asked } = open(REPORT, "?by=mailbox&period=7");
    URL.createObjectURL = vi.fn(() => "blob:x");
    await user.click(await screen.findByRole("button", { name: "Download Excel" }));
    const file = asked.find(({ path }) => path.endsWith("/deliverability/export"));
    expect([file?.query.get("group_by"), file?.query.get("format"), file?.query.get("language")]).toEqual([
      "mailbox",
      "xlsx",
      "en",
    ]);
  });

  it("says so where no mail left", async () => {
    open({ ...REPORT, total: { ...LINE, mails: 0 }, lines: [] });
    expect(await screen.findByText(texts["none.title"])).toBeTruthy();
    expect(screen.queryByRole("table")).toBeNull();
  });
});

describe("the wish of the address", () => {
  it("is thirty days by day unless the address says otherwise", () => {
    expect(readWish(new URLSearchParams())).toEqual({ period: "30", groupBy: "day" });
    expect(readWish(new URLSearchParams("period=7&by=mailbox"))).toEqual({ period: "7", groupBy: "mailbox" });
    expect(readWish(new URLSearchParams("period=9&by=colour"))).toEqual({ period: "30", groupBy: "day" });
  });

  it("counts days with today", () => {
    expect(daysOf("7", "2026-03-03")).toEqual({ first: "2026-02-25", last: "2026-03-03" });
  });
});

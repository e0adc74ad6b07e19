// The funnel in the console: its steps, its groups by name, the map of the week, and whether visits are counted.
import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import reportTexts from "../sales-reports/texts/en.json";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import "./Funnel";
import type { Counting, Funnel, FunnelLine, Interest } from "./queries";
import texts from "./texts/en.json";

const HERE = organization({
  permissions: ["events.read", "orders.read", "organizations.read", "organizations.manage", "short-links.edit"],
});
const EVENT = madeEvent();
const BASE = `/organizations/${HERE.id}`;
const FUNNEL = `GET ${BASE}/events/${EVENT.id}/funnel`;

const LINE: FunnelLine = {
  key: "campaign:radio",
  name: null,
  seen: 200,
  started: 50,
  held: 20,
  paid: 15,
  elsewhere: 0,
  started_percent: 25,
  held_percent: 40,
  paid_percent: 75,
  all_percent: 7.5,
};
const REPORT: Funnel = {
  event_id: EVENT.id,
  first_day: null,
  last_day: null,
  group_by: "source",
  time_zone: "Europe/Brussels",
  counted_at: "2026-12-14T17:00:00Z",
  is_counting: true,
  hours_from: "2025-11-09",
  totals: { ...LINE, key: "", elsewhere: 4 },
  lines: [LINE, { ...LINE, key: "direct:" }, { ...LINE, key: "2-09", seen: 7, paid: 3 }],
  is_cut: false,
};
const INTEREST: Interest = {
  event_id: EVENT.id,
  time_zone: "Europe/Brussels",
  counted_at: "2026-12-14T17:00:00Z",
  is_counting: true,
  items: [
    {
      session_id: "knots",
      title: "Knots",
      starts_at: "2026-12-16T09:00:00Z",
      capacity: null,
      seen: 31,
      favourites: 12,
      sign_ups: 8,
      waiting: 2,
    },
  ],
};
const COUNTING: Counting = { is_on: true, version: 3 };

function visit(answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/funnel`,
    texts: { funnel: texts, "sales-reports": reportTexts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${BASE}/events/${EVENT.id}`]: EVENT,
      [FUNNEL]: REPORT,
      [`GET ${BASE}/visit-counting`]: COUNTING,
      [`GET ${BASE}/events/${EVENT.id}/session-interest`]: INTEREST,
      ...answers,
    },
  });
}

beforeEach(() => {
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("A funnel", () => {
  it("is a list of steps with shares, a table of sources by name, and a map of the week that is a table", async () => {
    visit();
    const list = within(await screen.findByRole("region", { name: texts.steps })).getAllByRole("listitem");
    expect(list.map((each) => each.textContent)).toEqual([
      "Saw the event200",
      "Opened the checkout5025% of those who saw the event",
      "Held tickets2040% of those who opened the checkout",
      "Bought1575% of those who held tickets",
    ]);
    const lines = within(screen.getByRole("region", { name: texts.lines }));
    expect(
      lines
        .getAllByRole("rowheader")
        .slice(0, 2)
        .map((each) => each.textContent),
    ).toEqual(["radio (campaign)", "direct"]);
    expect(screen.getByText(/^4 more orders were made at the box office/u)).toBeTruthy();
    const sessions = within(await screen.findByRole("region", { name: texts.sessions }));
    expect(sessions.getAllByRole("cell").map((each) => each.textContent)).toEqual(["31", "12", "8", "2", "–"]);
    const week = within(await screen.findByRole("table", { name: texts["step.paid"] }));
    const [monday, tuesday] = week.getAllByRole("row").slice(1);
    expect(within(monday as HTMLElement).queryByText("3")).toBeNull();
    expect(within(tuesday as HTMLElement).getByText("3").dataset.strength).toBe("1");
  });

  it("asks by the group that is chosen, and says what to do where nobody was counted", async () => {
    const totals = { ...LINE, seen: 0, started: 0, held: 0, paid: 0 };
    const { user, asked } = visit({ [FUNNEL]: { ...REPORT, totals, lines: [] } });
    expect(await screen.findByText(texts["none.title"])).toBeTruthy();
    expect(screen.getByRole("link", { name: texts["none.link"] }).getAttribute("href")).toBe("/meridian/short-links");
    await user.selectOptions(screen.getByLabelText(/Group by/u), texts["by.hour"]);
    await vi.waitFor(() => {
      expect(asked.some(({ query }) => query.get("group_by") === "hour")).toBe(true);
    });
  });

  it("lists the first sessions of a large programme, in the order that is chosen, and more when asked", async () => {
    const [one] = INTEREST.items as [Interest["items"][number]];
    const items = Array.from({ length: 60 }, (_, at) => ({
      ...one,
      session_id: String(at),
      title: `Talk ${at}`,
      favourites: at % 10,
    }));
    const { user } = visit({ [`GET ${BASE}/events/${EVENT.id}/session-interest`]: { ...INTEREST, items } });
    const sessions = within(await screen.findByRole("region", { name: texts.sessions }));
    const shown = () => sessions.getAllByRole("rowheader").map((each) => /^Talk \d+/u.exec(each.textContent)?.[0]);
    expect([shown().length, shown()[0]]).toEqual([25, "Talk 0"]);
    expect(sessions.getByRole("status").textContent).toBe("25 of 60");
    await user.selectOptions(sessions.getByLabelText(/Order by/u), texts["session.favourites"]);
    expect(shown().slice(0, 3)).toEqual(["Talk 9", "Talk 19", "Talk 29"]);
    await user.click(sessions.getByRole("button", { name: "Show more" }));
    await user.click(sessions.getByRole("button", { name: "Show more" }));
    expect([shown().length, sessions.queryByRole("button", { name: "Show more" })]).toEqual([60, null]);
  });

  it("is taken along as a file, as it is asked for, and so is the interest in sessions", async () => {
    const event = `GET ${BASE}/events/${EVENT.id}`;
    const { user, asked } = visit({ [`${FUNNEL}/export`]: "part", [`${event}/session-interest/export`]: "title" });
    URL.createObjectURL = vi.fn(() => "blob:x");
    await user.selectOptions(await screen.findByLabelText(/Group by/u), texts["by.medium"]);
    const sessions = await screen.findByRole("region", { name: texts.sessions });
    await user.click(screen.getAllByRole("button", { name: "Download PDF" })[0] as HTMLElement);
    await user.click(within(sessions).getByRole("button", { name: "Download Excel" }));
    const files = asked.filter(({ path }) => path.endsWith("/export"));
    expect(files.map(({ query }) => Object.fromEntries(query))).toEqual([
      { group_by: "medium", format: "pdf", language: "en" },
      { format: "xlsx", language: "en" },
    ]);
  });

  it("has its counting switched off over the version that was read, by who may", async () => {
    const { user, asked } = visit({ [`PUT ${BASE}/visit-counting`]: { is_on: false, version: 4 } });
    await user.click(await screen.findByRole("button", { name: texts["counting.switchOff"] }));
    expect(await screen.findByText(texts["counting.off"])).toBeTruthy();
    const put = asked.find(({ method }) => method === "PUT");
    expect([put?.body, put?.headers.get("if-match")]).toEqual([{ is_on: false }, '"3"']);
  });
});

// What attendees did: in all, by ticket type and by week, as a file; and nothing of few.
import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import "./Engagement";
import type { Figures, Report, Week } from "./queries";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "orders.read"] });
const EVENT = madeEvent();
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const TOTALS: Figures = {
  attendees: 200,
  accounts: 120,
  mailed: 180,
  inbox: 90,
  inbox_read: 50,
  pushed: 20,
  agendas: 40,
  saves: 130,
  signed_up: 60,
  sign_ups: 80,
  sign_ups_came: 20,
  came: 150,
  joined: 12,
};
const WEEK: Week = {
  week: 0,
  first_day: "2026-12-14",
  mails: 7,
  reads: 5,
  saves: 3,
  sign_ups: 2,
  came: 150,
  joined: 12,
};
const REPORT: Report = {
  event_id: EVENT.id,
  time_zone: EVENT.time_zone,
  counted_at: "2026-12-14T17:00:00Z",
  attendees: 200,
  smallest_group: 5,
  totals: TOTALS,
  ticket_types: [
    { ...TOTALS, ticket_type_id: "type", name: "Admission", attendees: 190 },
    { ...TOTALS, ticket_type_id: null, name: "", attendees: 10 },
  ],
  weeks: [{ ...WEEK, week: -1, first_day: "2026-12-07", mails: 90 }, WEEK],
  guest_agendas: 4,
  files: 3,
  downloads: 17,
};

function visit(answers: Answers = {}) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/engagement`,
    texts: { engagement: texts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/engagement`]: REPORT,
      ...answers,
    },
  });
}

beforeEach(() => {
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("The engagement of an event", () => {
  it("says how many did what, and which share that is", async () => {
    visit();
    const whole = within(await screen.findByRole("region", { name: "All attendees" }));
    const read = whole.getByText("Read a message there").closest("li") as HTMLElement;
    expect(within(read).getByText("50")).toBeTruthy();
    expect(within(read).getByText("25% of all attendees")).toBeTruthy();
    expect(whole.getByText("3.3 in each agenda")).toBeTruthy();
    expect(whole.getByText("25% of them came")).toBeTruthy();
    expect(whole.getByText("of 3 files")).toBeTruthy();
  });

  it("is a table by ticket type, small ones together", async () => {
    visit();
    const types = within(await screen.findByRole("region", { name: "By ticket type" }));
    expect(types.getAllByRole("rowheader").map((cell) => cell.textContent)).toEqual([
      "Admission",
      "Ticket types of few attendees, together",
    ]);
    expect(types.getAllByRole("columnheader")).toHaveLength(10);
  });

  it("shows one figure by week as a chart that says what it shows, and all as a table", async () => {
    const { user } = visit();
    const weeks = within(await screen.findByRole("region", { name: "By week" }));
    expect(weeks.getByRole("img").getAttribute("aria-label")).toContain("Mails of the team by week: most in the week");
    expect(weeks.getByRole("img").getAttribute("aria-label")).toContain("90");
    await user.click(weeks.getByRole("button", { name: "Show as table" }));
    expect(weeks.getAllByRole("cell").map((cell) => cell.textContent)).toContain("150");
  });

  it("is taken along as a file", async () => {
    const { user, asked } = visit({ [`GET ${PATH}/engagement/export`]: "part,name" });
    URL.createObjectURL = vi.fn(() => "blob:x");
    await user.click(await screen.findByRole("button", { name: "Download PDF" }));
    const file = asked.find(({ path }) => path.endsWith("/engagement/export"));
    expect([file?.query.get("format"), file?.query.get("language")]).toEqual(["pdf", "en"]);
  });

  it("has no figures of few attendees", async () => {
    visit({ [`GET ${PATH}/engagement`]: { ...REPORT, totals: null, ticket_types: [], weeks: [] } });
    expect(await screen.findByText("Too few attendees")).toBeTruthy();
    expect(screen.queryByRole("region", { name: "All attendees" })).toBeNull();
  });
});

// Who came to an event: on its own view, as a file, and on the event's dashboard.
import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import dashboardTexts from "../dashboard/texts/en.json";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import "./AttendancePage";
import type { Report } from "./queries";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "checkin.scan", "checkin.manage"] });
const EVENT = madeEvent();
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const CAME = { expected: 200, attended: 150, no_shows: null, rate: 0.75 };
const LIST = { list_id: "list", session_ids: [], inside: null, capacity: null };
const REPORT: Report = {
  event_id: EVENT.id,
  counted_at: "2026-12-14T17:00:00Z",
  time_zone: EVENT.time_zone,
  is_over: false,
  online: 31,
  event: CAME,
  ticket_types: [{ ...CAME, ticket_type_id: "type", name: "Admission" }],
  days: [{ ...CAME, day: "2026-12-14", no_shows: 50 }],
  lists: [
    { ...CAME, ...LIST, name: "Everybody" },
    { ...CAME, ...LIST, list_id: "room", name: "Room", inside: 12, capacity: 40 },
  ],
  sessions: [
    {
      expected: 0,
      attended: 0,
      no_shows: 0,
      rate: null,
      session_id: "s",
      title: "Pegs",
      starts_at: "2026-12-14T18:00:00Z",
      capacity: 3,
    },
  ],
};

function visit(answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/checkin/attendance`,
    texts: { attendance: texts, dashboard: dashboardTexts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/attendance`]: REPORT,
      ...answers,
    },
  });
}

beforeEach(() => {
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("The attendance of an event", () => {
  it("has who came, of how many, and who is inside now", async () => {
    visit();
    const sums = within(await screen.findByRole("region", { name: "The whole event" }));
    expect(sums.getByText("150")).toBeTruthy();
    expect(sums.getByText("of 200 expected")).toBeTruthy();
    expect(sums.getByText("75%")).toBeTruthy();
    expect(sums.getByText("known when it is over")).toBeTruthy();
    expect(sums.getByText("Inside now: Room")).toBeTruthy();
    expect(sums.getByText("of 40 places")).toBeTruthy();
  });

  it("is a table by day, list and session whose cells have headings", async () => {
    visit();
    const days = within(await screen.findByRole("region", { name: "By day" }));
    const [, line] = days.getAllByRole("row");
    expect(within(line as HTMLElement).getByRole("rowheader").textContent).toContain("14");
    expect(
      within(line as HTMLElement)
        .getAllByRole("cell")
        .map((cell) => cell.textContent),
    ).toEqual(["200", "150", "50", "75%"]);
    expect(days.getAllByRole("columnheader").map((cell) => cell.textContent)).toEqual([
      "Day",
      "Expected",
      "Came",
      "Did not come",
      "Attendance rate",
    ]);
    const sessions = within(screen.getByRole("region", { name: "By session" }));
    expect(sessions.getAllByRole("cell").at(-1)?.textContent).toBe("–");
  });

  it("is taken along as a file by who sets up lists, and by nobody else", async () => {
    const { user, asked } = visit({ [`GET ${PATH}/attendance/export`]: "part,name" });
    URL.createObjectURL = vi.fn(() => "blob:x");
    await user.click(await screen.findByRole("button", { name: "Download PDF" }));
    const file = asked.find(({ path }) => path.endsWith("/attendance/export"));
    expect([file?.query.get("format"), file?.query.get("language")]).toEqual(["pdf", "en"]);
  });

  it("has no file for who only checks in", async () => {
    visit({}, organization({ permissions: ["events.read", "checkin.scan"] }));
    await screen.findByRole("region", { name: "By day" });
    expect(screen.queryByRole("button", { name: /^Download/ })).toBeNull();
  });
});

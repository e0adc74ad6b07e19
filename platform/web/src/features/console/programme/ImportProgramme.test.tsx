import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers, type Asked } from "../testing";
import type { Report } from "./imports";
import texts from "./texts/en.json";

const HERE = organization();
const EVENT = madeEvent();
const IMPORTS = `/organizations/${HERE.id}/events/${EVENT.id}/programme/imports`;
const NONE = { created: 0, updated: 0, unchanged: 0, cancelled: 0, removed: 0 };

function madeReport(changes: Partial<Report> = {}): Report {
  return {
    id: "import",
    event_id: EVENT.id,
    imported_at: "2026-03-01T12:00:00Z",
    time_zone: null,
    format: "csv",
    is_dry_run: true,
    counts: { sessions: 2 },
    sessions: { ...NONE, created: 2 },
    speakers: NONE,
    vanished: [],
    problems: [],
    problems_left_out: 0,
    changes: [{ kind: "session", name: "Opening", source_key: "1", change: "created" }],
    changes_left_out: 0,
    ...changes,
  };
}

function visit(answers: Answers) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/programme/import`,
    texts: { programme: texts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET /organizations/${HERE.id}/events/${EVENT.id}`]: EVENT,
      [`GET ${IMPORTS}`]: { items: [], next_cursor: null },
      ...answers,
    },
  });
}

const posts = (asked: readonly Asked[]) => asked.filter(({ method }) => method === "POST");
const table = (name = "schedule.csv") => new File(["title,start\nOpening,2026-12-14 18:00"], name);

beforeEach(() => localStorage.clear());

describe("the import of a schedule", () => {
  it("is tried first, says what would happen, and is carried out when asked to", async () => {
    const vanished = [{ session_id: "old", title: "Old talk", source_key: "9" }];
    const problem = {
      line: 3,
      place: "start",
      reason: "unreadable",
      detail: "This is no time.",
      value: "soon",
      effect: "skipped" as const,
    };
    let taken = false;
    const { user, asked } = visit({
      [`POST ${IMPORTS}`]: ({ query }: Asked) => {
        taken = query.get("dry_run") === "false";
        const report = madeReport({ is_dry_run: !taken, problems: [problem], vanished });
        return Response.json(report, { status: taken ? 201 : 200 });
      },
      [`GET ${IMPORTS}`]: () => ({ items: taken ? [madeReport({ is_dry_run: false })] : [], next_cursor: null }),
    });
    await user.upload(await screen.findByLabelText("Schedule file"), table());
    expect(await screen.findByText("This is what would happen")).toBeTruthy();
    const [created] = screen.getAllByRole("row", { name: /^New/ });
    expect(
      within(created!)
        .getAllByRole("cell")
        .map(({ textContent }) => textContent),
    ).toEqual(["2", "0"]);
    expect(screen.getByText("This is no time.").closest("li")?.textContent).toBe(
      "Left out Line 3: This is no time. soon",
    );
    await user.click(screen.getByRole("radio", { name: "Call off" }));
    await screen.findByText("This is what would happen");
    await user.click(screen.getByRole("button", { name: "Import" }));
    expect(await screen.findByText("The schedule is in the programme.")).toBeTruthy();
    expect(await screen.findByRole("heading", { name: "Earlier imports" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Import" })).toBeNull();
    const said = posts(asked).map(({ query, headers, body }) => [
      query.get("dry_run"),
      query.get("vanished"),
      headers.get("Content-Type"),
      body,
    ]);
    const text = "title,start\nOpening,2026-12-14 18:00";
    expect(said).toEqual([
      ["true", "keep", "text/csv", text],
      ["true", "cancel", "text/csv", text],
      ["false", "cancel", "text/csv", text],
    ]);
  });

  it("reads times in the event's zone where the file names none, once told to", async () => {
    const needed = {
      status: 422,
      code: "events.time-zone-needed",
      title: "The file does not say in which time zone its times are",
      errors: [{ pointer: "?time_zone", detail: "Say which." }],
    };
    const { user, asked } = visit({
      [`POST ${IMPORTS}`]: ({ query }: Asked) =>
        query.has("time_zone") ? madeReport({ changes: [], sessions: NONE }) : Response.json(needed, { status: 422 }),
    });
    await user.upload(await screen.findByLabelText("Schedule file"), table("schedule.xml"));
    await user.click(await screen.findByRole("button", { name: "Read its times as those of Europe/Brussels" }));
    expect(await screen.findByText("This is what would happen")).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Import" }).disabled).toBe(true);
    expect(posts(asked).map(({ query }) => query.get("time_zone"))).toEqual([null, "Europe/Brussels"]);
  });

  it("says where a file broke, and refuses what it does not take before it is sent", async () => {
    const broken = {
      status: 422,
      code: "events.schedule-unreadable",
      title: "This file is no schedule",
      detail: "Line 4.",
    };
    const { user, asked } = visit({ [`POST ${IMPORTS}`]: () => Response.json(broken, { status: 422 }) });
    const choice = await screen.findByLabelText("Schedule file");
    await user.upload(choice, table("broken.ics"));
    expect(await screen.findByText("Line 4.")).toBeTruthy();
    choice.removeAttribute("accept");
    await user.upload(choice, table("schedule.pdf"));
    expect(await screen.findByText(/^This is none of these/)).toBeTruthy();
    expect(posts(asked)).toHaveLength(1);
  });
});

describe("the report of an import", () => {
  it("has an address of its own", async () => {
    renderConsole(routes, {
      at: `/meridian/events/${EVENT.id}/programme/import/one`,
      texts: { programme: texts },
      answers: {
        "GET /me/organizations": { items: [HERE], next_cursor: null },
        [`GET /organizations/${HERE.id}/events/${EVENT.id}`]: EVENT,
        [`GET ${IMPORTS}/one`]: madeReport({ is_dry_run: false }),
      },
    });
    expect(await screen.findByRole("heading", { name: "Report of an import" })).toBeTruthy();
    expect(await screen.findByRole("table")).toBeTruthy();
  });
});

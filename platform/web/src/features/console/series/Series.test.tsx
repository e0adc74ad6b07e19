import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import eventTexts from "../events/texts/en.json";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers, type Asked } from "../testing";
import { fill } from "../../../ui/testing";
import type { Series } from "./queries";
import "./RepeatPage";
import "./RulePage";
import "./SeriesList";
import "./SeriesPage";
import texts from "./texts/en.json";

const HERE = organization();
const BASE = `/organizations/${HERE.id}`;
const EVENT = madeEvent({
  starts_at: "2030-12-16T17:00:00Z",
  starts_local: "2030-12-16T18:00:00",
  ends_at: "2030-12-16T20:00:00Z",
  ends_local: "2030-12-16T21:00:00",
});
const NEXT = madeEvent({
  id: "0190b1de-0000-7000-8000-0000000000ef",
  starts_at: "2030-12-23T17:00:00Z",
  starts_local: "2030-12-23T18:00:00",
  ends_at: "2030-12-23T20:00:00Z",
  is_detached: true,
  state: "published",
});
const SERIES: Series = {
  id: "0190b1de-0000-7000-8000-000000000511",
  title: "Lantern Night",
  slug: "lantern-night",
  summary: "",
  description: "",
  cover_file_id: null,
  cover_focus_x: 50,
  cover_focus_y: 50,
  is_public: true,
  rule: "FREQ=WEEKLY;BYDAY=MO;COUNT=2",
  starts_local: "2030-12-16T18:00:00",
  time_zone: "Europe/Brussels",
  added_times: [],
  left_out_times: [],
  is_complete: true,
  created_at: "2026-02-01T12:00:00Z",
  updated_at: "2026-02-01T12:00:00Z",
  version: 2,
};
const OF_SERIES = `${BASE}/series/${SERIES.id}`;
const DONE = { series: SERIES, changed: [EVENT.id], removed: [], left_alone: [{ event_id: NEXT.id, reason: "sold" }] };

function planned({ body }: Asked) {
  const { left_out_times: leftOut = [] } = body as { left_out_times?: string[] };
  const all = ["2030-12-16", "2030-12-23", "2030-12-30"].filter((day) => !leftOut.includes(`${day}T18:00`));
  const items = all.map((day) => ({ starts_local: `${day}T18:00:00`, starts_at: `${day}T17:00:00Z` }));
  return { time_zone: "Europe/Brussels", items };
}

function visit(at: string, answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at,
    texts: { series: texts, events: eventTexts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${BASE}/events/${EVENT.id}`]: EVENT,
      [`POST ${BASE}/events/${EVENT.id}/repeat-preview`]: planned,
      [`GET ${BASE}/series`]: { items: [SERIES], next_cursor: null },
      [`GET ${OF_SERIES}`]: SERIES,
      [`GET ${OF_SERIES}/events`]: { items: [EVENT, NEXT] },
      ...answers,
    },
  });
}

beforeEach(() => localStorage.clear());

describe("series", () => {
  it("begin with an event that repeats, after its dates were seen", async () => {
    const { user, asked } = visit(`/meridian/events/${EVENT.id}/repeat`, {
      [`POST ${BASE}/events/${EVENT.id}/repeat`]: () => Response.json(SERIES, { status: 202 }),
    });
    const dates = within(await screen.findByRole("region", { name: "Dates" }));
    expect(await dates.findByText("3 events, times of Europe/Brussels")).toBeTruthy();
    await user.click(dates.getByRole("button", { name: /^Leave out Mon 30 Dec/ }));
    expect(await dates.findByText("2 events, times of Europe/Brussels")).toBeTruthy();
    const count = screen.getByLabelText(/^Number of events/);
    await user.clear(count);
    await user.click(screen.getByRole("button", { name: "Make series" }));
    expect(await screen.findAllByText("Enter a number from 1 to 500")).toHaveLength(2);
    await user.type(count, "3");
    await user.click(screen.getByRole("button", { name: "Make series" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Lantern Night" })).toBeTruthy();
    expect(asked.find(({ path }) => path.endsWith("/repeat"))?.body).toEqual({
      rule: "FREQ=WEEKLY;BYDAY=MO;COUNT=3",
      added_times: [],
      left_out_times: ["2030-12-30T18:00"],
    });
  });

  it("are listed with their rule in words, and made by name", async () => {
    const { user, asked } = visit("/meridian/series", {
      [`POST ${BASE}/series`]: () => Response.json({ ...SERIES, rule: null }, { status: 201 }),
    });
    expect(await screen.findByText("Every week · Mon · 2 events")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Add series" }));
    const panel = within(await screen.findByRole("dialog", { name: "New series" }));
    await user.click(panel.getByRole("button", { name: "Add series" }));
    expect(await panel.findAllByText("Give it a title")).toHaveLength(2);
    await fill(user, panel.getByLabelText("Title"), "Winter");
    await user.click(panel.getByRole("button", { name: "Add series" }));
    expect(await screen.findByRole("list", { name: "Events of the series" })).toBeTruthy();
    expect(asked.find(({ method }) => method === "POST")?.body).toEqual({
      title: "Winter",
      summary: "",
      is_public: false,
    });
  });

  it("change one event, it and the following, or all; sold places are asked about", async () => {
    const sold = { status: 409, code: "events.sold-places", title: "Places are sold; confirm." };
    const { user, asked } = visit(`/meridian/series/${SERIES.id}`, {
      [`PATCH ${OF_SERIES}/events/${EVENT.id}`]: ({ body }: Asked) =>
        (body as { confirm: boolean }).confirm ? DONE : Response.json(sold, { status: 409 }),
    });
    expect(await screen.findByText("Changed by itself")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: /^More for Mon 16 Dec/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Change …" }));
    const panel = within(await screen.findByRole("dialog", { name: /^Change Mon 16 Dec/ }));
    await user.click(panel.getByRole("radio", { name: /^This and the following/ }));
    await user.clear(panel.getByLabelText("Title"));
    await user.paste("Late Lanterns");
    await user.click(panel.getByRole("button", { name: "Save changes" }));
    expect(await panel.findByText("Places are sold; confirm.")).toBeTruthy();
    await user.click(panel.getByRole("checkbox", { name: /^Move also events with sold places/ }));
    await user.click(panel.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("1 event is changed. 1 has sold places and stays.")).toBeTruthy();
    const last = asked.findLast(({ method }) => method === "PATCH");
    expect(last?.headers.get("If-Match")).toBe('"3"');
    expect(last?.body).toEqual({ scope: "following", confirm: true, changes: { title: "Late Lanterns" } });
  });

  it("repeat otherwise from an event on", async () => {
    const { user, asked } = visit(`/meridian/series/${SERIES.id}/rule`, { [`PUT ${OF_SERIES}/rule`]: DONE });
    await user.selectOptions(await screen.findByLabelText("Repeats"), "Monthly");
    await user.click(screen.getByRole("radio", { name: "On the third Monday" }));
    await user.click(screen.getByRole("button", { name: "Repeat like this" }));
    expect(await screen.findByText(/^1 event is changed\./)).toBeTruthy();
    expect(asked.find(({ method }) => method === "PUT")?.body).toEqual({
      rule: "FREQ=MONTHLY;BYDAY=3MO;COUNT=2",
      added_times: [],
      left_out_times: [],
      from_event_id: EVENT.id,
      confirm: false,
    });
  });

  it("publish their drafts, take events in and let them go, and are deleted", async () => {
    const free = madeEvent({ id: "free", title: "Encore" });
    const empty = () => new Response(null, { status: 204 });
    const { user, asked } = visit(
      `/meridian/series/${SERIES.id}`,
      {
        [`POST ${OF_SERIES}/publish`]: { published: [EVENT.id], not_ready: [NEXT.id] },
        [`GET ${BASE}/events`]: { items: [free, NEXT], next_cursor: null },
        [`PUT ${OF_SERIES}/events/free`]: empty,
        [`DELETE ${OF_SERIES}/events/${NEXT.id}`]: empty,
        [`DELETE ${OF_SERIES}`]: empty,
      },
      organization({ permissions: ["events.read", "events.write", "events.publish"] }),
    );
    await user.click(await screen.findByRole("button", { name: "Publish 1 draft" }));
    expect(await screen.findByText(/^1 event is published\. 1 is not ready/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "More for this series" }));
    await user.click(await screen.findByRole("menuitem", { name: "Add an event" }));
    await user.click(await screen.findByRole("button", { name: "Add Encore" }));
    expect(await screen.findByText("Encore is in the series.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Close" }));
    await user.click(screen.getByRole("button", { name: /^More for Mon 23 Dec/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Take out" }));
    await user.click(await screen.findByRole("button", { name: "Take out" }));
    expect(await screen.findByText("It is no longer in the series.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "More for this series" }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
    await user.click(await screen.findByRole("button", { name: "Delete" }));
    expect(await screen.findByText("Lantern Night is deleted.")).toBeTruthy();
    expect(asked.filter(({ method }) => method === "DELETE")).toHaveLength(2);
  });

  it("are only looked at by who may not change them", async () => {
    visit(`/meridian/series/${SERIES.id}`, {}, organization({ permissions: ["events.read"] }));
    expect(await screen.findByRole("list", { name: "Events of the series" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^More for/ })).toBeNull();
    expect(screen.queryByRole("button", { name: /^Publish/ })).toBeNull();
  });
});

// Print stations: how each printer is, what failed and is tried again, and the code by which one joins.
import { describe, expect, it } from "vitest";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers, type Asked } from "../testing";
import "./PrintStations";
import { progressOf } from "../../door/printing";
import { fill } from "../../../ui/testing";
import type { PrintJob, Station } from "./stations";
import texts from "./texts/en.json";

const HERE = organization({
  permissions: ["events.read", "badges.read", "badges.print", "print-stations.manage"],
});
const EVENT = madeEvent();
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const STATION: Station = {
  id: "s1",
  event_id: EVENT.id,
  name: "Main entrance",
  format: "zpl",
  dpi: 203,
  state: "paper_out",
  printer_detail: "",
  connector_name: "Pi",
  joined_at: "2026-12-14T15:00:00Z",
  seen_at: "2026-12-14T17:02:00Z",
  app_version: "1.0.0",
  waiting: 2,
  failed: 1,
  version: 1,
  created_at: "2026-12-14T14:00:00Z",
};
const JOB: PrintJob = {
  id: "j1",
  station_id: "s1",
  kind: "badge",
  ticket_id: "t1",
  attendee_name: "Ada Lovelace",
  state: "failed",
  reason: "interrupted",
  may_be_printed: true,
  detail: "",
  sent_from: "Kiosk 1",
  ahead: 0,
  tries: 1,
  retry_of: null,
  retried_as: null,
  badge_print_run_id: "r1",
  created_at: "2026-12-14T17:00:00Z",
  created_by: "device:k1",
  ended_at: "2026-12-14T17:01:00Z",
  expires_at: "2026-12-14T17:30:00Z",
};

function visit(answers: Answers = {}) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/badges/stations`,
    texts: { badges: texts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/print-stations`]: { items: [STATION] },
      [`GET ${PATH}/print-jobs`]: { items: [JOB], next_cursor: null },
      ...answers,
    },
  });
}

function sent(asked: readonly Asked[], end: string): unknown {
  return asked.filter(({ method, path }) => method === "POST" && path.endsWith(end)).at(-1)?.body;
}

describe("print stations", () => {
  it("say what keeps the printer from printing, and how much waits", async () => {
    visit();
    const row = within(await screen.findByRole("list", { name: "Stations" })).getByRole("listitem");
    within(row).getByText("Paper is out");
    within(row).getByText("2 badges wait · 1 badge was not printed");
  });

  it("ask for a reason before a badge is printed again that may have come out", async () => {
    const user = userEvent.setup();
    const { asked } = visit({ [`POST ${PATH}/print-jobs/j1/retry`]: { ...JOB, id: "j2", retry_of: "j1" } });
    const row = within(await screen.findByRole("list", { name: "Queue" })).getByRole("listitem");
    within(row).getByText("The printer broke off. Look whether a badge came out.");
    await user.click(within(row).getByRole("button", { name: /Ada Lovelace/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Try again" }));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Try again" }));
    within(dialog).getByText("Please say why");
    expect(sent(asked, "/retry")).toBeUndefined();
    await fill(user, within(dialog).getByRole("textbox"), "Nothing came out");
    await user.click(within(dialog).getByRole("button", { name: "Try again" }));
    await screen.findByText("Sent to the printer");
    expect(sent(asked, "/retry")).toEqual({ station_id: "s1", reason: "Nothing came out" });
  });

  it("show once how a computer joins", async () => {
    const user = userEvent.setup();
    visit({
      [`POST ${PATH}/print-stations/s1/code`]: {
        code: "https://tickets.example#o.turnout_station_x",
        command: "turnout-print join 'https://tickets.example#o.turnout_station_x' --printer zpl://PRINTER",
        expires_at: "2026-12-14T17:30:00Z",
      },
    });
    const row = within(await screen.findByRole("list", { name: "Stations" })).getByRole("listitem");
    await user.click(within(row).getByRole("button", { name: /Main entrance/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Connect a printer" }));
    await screen.findByDisplayValue(/turnout-print join/);
  });
});

describe("a badge on its way", () => {
  const known = { ahead: 0, station: "Main entrance" };

  it.each([
    ["queued", "ready", "waiting"],
    ["taken", "printing", "waiting"],
    ["queued", "paper_out", "trouble"],
    ["queued", "silent", "trouble"],
    ["printed", "paper_out", "printed"],
    ["failed", "ready", "desk"],
    ["cancelled", "ready", "desk"],
  ])("that is %s at a printer that is %s is told as %s", (state, printer, told) => {
    expect(progressOf({ ...known, state, printer })).toBe(told);
  });
});

// The log of scans: both kinds in one list, found by reason, list and device, and taken back.
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import "./Scans";
import { fill } from "../../../ui/testing";
import type { CheckinScan } from "./scans";
import texts from "./texts/en.json";

const ALL = ["events.read", "checkin.scan", "checkin.undo", "checkin.manage"];
const HERE = organization({ permissions: ALL });
const EVENT = madeEvent();
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const ADMITTED: CheckinScan = {
  id: "admission",
  admission_id: "admission",
  exit_id: null,
  outcome: "admitted",
  reason: "admitted",
  at: "2026-12-14T17:02:00Z",
  list_id: "list",
  ticket_id: "ticket",
  ticket_type_id: "type",
  attendee_name: "Grace Hopper",
  code_hash: null,
  gate: "North",
  device: "Phone of Ben",
  method: "scan",
  actor: "device:1",
  override_reason: null,
  undone_at: null,
  undo_reason: null,
};
const FORGED: CheckinScan = {
  ...ADMITTED,
  id: "refusal",
  admission_id: null,
  exit_id: null,
  outcome: "refused",
  reason: "forged",
  ticket_id: null,
  ticket_type_id: null,
  attendee_name: "",
  code_hash: "0123456789abcdef0123456789abcdef",
};

function visit(answers: Answers = {}, here = HERE, asked = "") {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/checkin/scans${asked}`,
    texts: { checkin: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/ticket-types`]: { items: [{ id: "type", name: "Admission" }], next_cursor: null },
      [`GET ${PATH}/checkin-lists`]: {
        items: [
          { id: "list", name: "Everybody" },
          { id: "side", name: "Side door" },
        ],
      },
      [`GET ${PATH}/checkin-scans`]: { items: [FORGED, ADMITTED], next_cursor: null },
      ...answers,
    },
  });
}

beforeEach(() => localStorage.clear());

describe("the log of scans", () => {
  it("says of each scan who, where and by what, and why nobody came in", async () => {
    visit();
    const rows = within(await screen.findByRole("list", { name: "Scans" })).getAllByRole("listitem");
    expect(rows.map((row) => within(row).getByText(/^(This code is forged|Admitted)$/).textContent)).toEqual([
      "This code is forged",
      "Admitted",
    ]);
    const [refused, admitted] = rows;
    expect(within(refused!).getByText("No ticket of this event")).toBeTruthy();
    expect(within(refused!).getByText(/^Code 01234567;/)).toBeTruthy();
    expect(within(admitted!).getByText(/· North · Phone of Ben$/)).toBeTruthy();
    expect(within(admitted!).getByText("Admission")).toBeTruthy();
  });

  it("is found by outcome, reason, list and device", async () => {
    const { user, asked } = visit({}, HERE, "?reason=forged");
    await screen.findByRole("list", { name: "Scans" });
    await user.selectOptions(screen.getByLabelText(/^Outcome/), "Refused");
    await user.selectOptions(screen.getByLabelText(/^List/), "Side door");
    await fill(user, screen.getByLabelText(/^Device/), "ben");
    await waitFor(() => {
      const last = asked.filter(({ path }) => path.endsWith("/checkin-scans")).at(-1);
      expect(Object.fromEntries(new URLSearchParams(last?.query ?? ""))).toMatchObject({
        outcome: "refused",
        reason: "forged",
        list_id: "side",
        device: "ben",
      });
    });
  });

  it("takes a check-in back with a reason", async () => {
    const { user, asked } = visit({
      [`POST ${PATH}/checkins/admission/undo`]: () => new Response(null, { status: 204 }),
    });
    await user.click(await screen.findByRole("button", { name: /Grace Hopper/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Take back" }));
    const dialog = within(await screen.findByRole("dialog"));
    await fill(user, dialog.getByLabelText(/^Reason/), "The wrong person");
    await user.click(dialog.getByRole("button", { name: "Take back" }));
    expect(await screen.findByText("Grace Hopper is no longer in.")).toBeTruthy();
    expect(asked.find(({ method }) => method === "POST")?.body).toEqual({ reason: "The wrong person" });
  });

  it("takes an exit back, once", async () => {
    const gone: CheckinScan = {
      ...ADMITTED,
      id: "exit",
      admission_id: null,
      exit_id: "exit",
      outcome: "exited",
      reason: "exited",
    };
    const before: CheckinScan = { ...gone, id: "old", exit_id: "old", attendee_name: "Ada", undone_at: gone.at };
    const { user, asked } = visit({
      [`GET ${PATH}/checkin-scans`]: { items: [gone, before], next_cursor: null },
      [`POST ${PATH}/checkin-exits/exit/undo`]: () => new Response(null, { status: 204 }),
    });
    await user.click(await screen.findByRole("button", { name: /Grace Hopper/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Take back" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Take back that Grace Hopper went out?" }));
    await fill(user, dialog.getByLabelText(/^Reason/), "Wrong way");
    await user.click(dialog.getByRole("button", { name: "Take back" }));
    expect(await screen.findByText("Grace Hopper is inside again.")).toBeTruthy();
    expect(asked.find(({ method }) => method === "POST")?.body).toEqual({ reason: "Wrong way" });
    expect(screen.queryByRole("button", { name: /Ada/ })).toBeNull();
  });

  it("says against which rule somebody was let in, and why", async () => {
    const overridden: CheckinScan = {
      ...ADMITTED,
      id: "override",
      outcome: "overridden",
      reason: "wrong_list",
      override_reason: "Lost her way",
    };
    visit({ [`GET ${PATH}/checkin-scans`]: { items: [overridden], next_cursor: null } });
    const row = within(await screen.findByRole("list", { name: "Scans" })).getByRole("listitem");
    expect(within(row).getByText("Let in anyway")).toBeTruthy();
    expect(within(row).getByText("This list does not admit this ticket type: Lost her way")).toBeTruthy();
  });

  it("offers neither the way back nor the file to who may only scan", async () => {
    visit({}, organization({ permissions: ["events.read", "checkin.scan"] }));
    await screen.findByRole("list", { name: "Scans" });
    expect(screen.queryByRole("button", { name: /Grace Hopper/ })).toBeNull();
    expect(screen.queryByRole("button", { name: "Export" })).toBeNull();
  });

  it("says what will stand here before the first scan, and that a filter finds none", async () => {
    const none = { [`GET ${PATH}/checkin-scans`]: { items: [], next_cursor: null } };
    const { user } = visit(none);
    expect(await screen.findByText("Nothing was scanned yet")).toBeTruthy();
    await user.selectOptions(screen.getByLabelText(/^Outcome/), "Refused");
    expect(await screen.findByText("No scan matches this.")).toBeTruthy();
  });
});

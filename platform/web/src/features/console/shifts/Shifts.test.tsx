import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers, type Asked } from "../testing";
import { fill } from "../../../ui/testing";
import { shiftsByDay, spanOf } from "./days";
import type { Shift } from "./queries";
import { emptyForm, problemsOf } from "./shift-form";
import "./Shifts";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "shifts.read", "shifts.manage", "members.read"] });
const EVENT = madeEvent();
const BASE = `/organizations/${HERE.id}`;
const PATH = `${BASE}/events/${EVENT.id}`;
const DOORS: Shift = {
  id: "doors",
  event_id: EVENT.id,
  gate_id: "north",
  gate_name: "North",
  name: "Doors",
  starts_at: "2026-12-14T16:00:00Z",
  ends_at: "2026-12-14T20:00:00Z",
  starts_local: "2026-12-14T17:00:00",
  ends_local: "2026-12-14T21:00:00",
  time_zone: EVENT.time_zone,
  people_needed: 2,
  notes: "",
  people: [{ member_id: "omar", display_name: "Omar", overlaps: ["bar"] }],
  version: 4,
};
const MEMBERS = [
  { id: "omar", display_name: "Omar", email: "omar@example.org" },
  { id: "dana", display_name: "Dana", email: "dana@example.org" },
];

function visit(answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/shifts`,
    texts: { shifts: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/gates`]: { items: [{ id: "north", name: "North" }] },
      [`GET ${PATH}/shifts`]: { items: [DOORS] },
      [`GET ${BASE}/members`]: { items: MEMBERS, next_cursor: null },
      ...answers,
    },
  });
}

const sent = (asked: readonly Asked[], method: string) => asked.filter((each) => each.method === method);

beforeEach(() => localStorage.clear());

describe("the shifts of an event", () => {
  it("stand by day with who is missing, and take somebody in", async () => {
    const { user, asked } = visit({
      [`PUT ${PATH}/shifts/doors/people`]: {
        ...DOORS,
        people: [...DOORS.people, { member_id: "dana", display_name: "Dana", overlaps: [] }],
      },
    });
    expect(await screen.findByText("1 person missing")).toBeTruthy();
    expect(screen.getByText("Omar (in another shift)")).toBeTruthy();
    expect(screen.getByText("1 of 2")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Doors" }));
    const panel = within(await screen.findByRole("dialog", { name: "Doors" }));
    await user.type(await panel.findByRole("combobox", { name: /^Add somebody/ }), "Da");
    await user.click(await screen.findByRole("option", { name: /^Dana/ }));
    await user.click(panel.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText(/^Doors is saved\. Omar is in another shift/)).toBeTruthy();
    expect(sent(asked, "PUT")[0]?.body).toEqual({ member_ids: ["omar", "dana"] });
    expect(sent(asked, "PATCH")).toHaveLength(0);
  });

  it("say in words that more people are planned than needed", async () => {
    visit({ [`GET ${PATH}/shifts`]: { items: [{ ...DOORS, people_needed: 0 }] } });
    expect(await screen.findByText("1 planned, 0 needed")).toBeTruthy();
  });

  it("are planned one after another, and refused at the field", async () => {
    const taken = { status: 422, errors: [{ pointer: "/gate_id", detail: "There is no such gate." }] };
    let tries = 0;
    const { user, asked } = visit({
      [`POST ${PATH}/shifts`]: () =>
        (tries += 1) === 1 ? Response.json(taken, { status: 422 }) : { ...DOORS, id: "late", name: "Late", people: [] },
    });
    await user.click(await screen.findByRole("button", { name: "Add shift" }));
    const panel = within(await screen.findByRole("dialog", { name: "New shift" }));
    await user.click(panel.getByRole("button", { name: "Add shift" }));
    expect(panel.getAllByText("Give it a name")).toHaveLength(2);
    await fill(user, panel.getByLabelText("Name"), "Late");
    await user.click(panel.getByRole("button", { name: "Add shift" }));
    expect(await panel.findAllByText("There is no such gate.")).toHaveLength(2);
    await user.click(panel.getByRole("button", { name: "Add shift" }));
    expect(await screen.findByText("Late is saved.")).toBeTruthy();
    expect(sent(asked, "POST").at(-1)?.body).toEqual({
      name: "Late",
      starts_at: "2026-12-14T21:00",
      ends_at: "2026-12-15T01:00",
      gate_id: "north",
      people_needed: 1,
      notes: "",
    });
  });

  it("are changed over the version that was seen, and deleted; gates come and go", async () => {
    const empty = () => new Response(null, { status: 204 });
    const { user, asked } = visit({
      [`PATCH ${PATH}/shifts/doors`]: { ...DOORS, name: "Entrance" },
      [`DELETE ${PATH}/shifts/doors`]: empty,
      [`POST ${PATH}/gates`]: { id: "south", name: "South" },
      [`DELETE ${PATH}/gates/north`]: () =>
        Response.json({ status: 409, title: "Shifts take place at this gate" }, { status: 409 }),
    });
    await user.click(await screen.findByRole("button", { name: "Doors" }));
    const panel = within(await screen.findByRole("dialog", { name: "Doors" }));
    await user.clear(panel.getByLabelText("Name"));
    await user.paste("Entrance");
    await user.click(panel.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText(/^Entrance is saved\./)).toBeTruthy();
    expect(sent(asked, "PATCH")[0]?.headers.get("If-Match")).toBe('"4"');
    await user.click(screen.getByRole("button", { name: "Add gate" }));
    const gate = within(await screen.findByRole("dialog", { name: "Add gate" }));
    await fill(user, gate.getByLabelText("Name"), "South");
    await user.click(gate.getByRole("button", { name: "Add gate" }));
    expect(await screen.findByText("South is added.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "More for North" }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
    await user.click(await screen.findByRole("button", { name: "Delete" }));
    expect(await screen.findByText("Shifts take place at this gate")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    await user.click(screen.getByRole("button", { name: "More for Doors" }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
    await user.click(await screen.findByRole("button", { name: "Delete" }));
    expect(await screen.findByText("Doors is deleted.")).toBeTruthy();
  });

  it("are only looked at by who may not plan them", async () => {
    visit({}, organization({ permissions: ["events.read", "shifts.read"] }));
    expect(await screen.findByText("Doors")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Doors" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Add gate" })).toBeNull();
  });

  it("lie on the line of their day", () => {
    const late = { ...DOORS, id: "late", starts_at: "2026-12-14T20:00:00Z", ends_at: "2026-12-15T00:00:00Z" };
    const next = { ...DOORS, id: "next", starts_local: "2026-12-15T09:00:00" };
    expect(shiftsByDay([next, DOORS]).map(({ day }) => day)).toEqual(["2026-12-14", "2026-12-15"]);
    expect(spanOf(late, [DOORS, late])).toEqual({ from: 50, length: 50 });
  });

  it("take at most a day and somebody", () => {
    const form = emptyForm(EVENT, undefined);
    expect([form.starts, form.ends]).toEqual(["2026-12-14T18:00", "2026-12-14T22:00"]);
    const long = problemsOf({ ...form, name: "x", ends: "2026-12-16T18:00", needed: "0" });
    expect([...long.values()]).toEqual(["long", "needed"]);
  });
});

import { fireEvent, screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers, type Asked } from "../testing";
import type { Conflict, Programme } from "./schedule";
import { HALL, LOFT, madeProgramme, madeSession } from "./testing";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "events.write", "venues.read"] });
const EVENT = madeEvent({ venue_id: "venue" });
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const KEYNOTE = madeSession();
const WORKSHOP = madeSession({
  id: "workshop",
  title: "Workshop",
  room_id: "loft",
  speaker_ids: ["ada"],
  speaker_roles: ["Host"],
});
const ADA = {
  id: "ada",
  name: "Ada Lind",
  biography: "",
  company: "",
  links: [],
  photo_file_id: null,
  professional_title: "",
};
const TAKEN: Conflict = {
  kind: "room",
  resource_id: "hall",
  first_session_id: "keynote",
  second_session_id: "workshop",
};
const STALE = () => Response.json({ status: 412, code: "precondition-failed" }, { status: 412 });

interface Kept {
  programme: Programme;
  conflicts: readonly Conflict[];
}

function visit(answers: Answers = {}, kept: Partial<Kept> = {}, { here = HERE, query = "" } = {}) {
  const now: Kept = {
    programme: madeProgramme({ sessions: [KEYNOTE, WORKSHOP], speakers: [ADA] }),
    conflicts: [],
    ...kept,
  };
  const drawn = renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/programme${query}`,
    texts: { programme: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/programme`]: () => now.programme,
      [`GET ${PATH}/conflicts`]: () => ({ items: now.conflicts, next_cursor: null }),
      [`GET /organizations/${HERE.id}/venues/venue/rooms`]: { items: [HALL, LOFT], next_cursor: null },
      ...answers,
    },
  });
  return { ...drawn, now };
}

function sent(asked: readonly Asked[], method: string): readonly Asked[] {
  return asked.filter((each) => each.method === method);
}

beforeEach(() => localStorage.clear());

describe("the programme of an event", () => {
  it("is a grid on which a session is moved by keys, and says what it then clashes with", async () => {
    const { user, asked, now } = visit({
      [`PATCH ${PATH}/sessions/workshop`]: ({ body }: Asked) => {
        const saved = { ...WORKSHOP, ...(body as object), room_id: "hall", version: 2 };
        now.programme = madeProgramme({ sessions: [KEYNOTE, saved], speakers: [ADA] });
        now.conflicts = [TAKEN];
        return { ...saved, conflicts: [TAKEN] };
      },
    });
    const grip = await screen.findByRole("button", { name: "Move Workshop" });
    grip.focus();
    await user.keyboard("{Enter}");
    expect(await screen.findByText("Workshop is being moved. Loft, 10:00–10:45.")).toBeTruthy();
    await user.keyboard("{ArrowDown}");
    expect(await screen.findByText("Loft, 10:05–10:50.")).toBeTruthy();
    await user.keyboard("{ArrowLeft}");
    expect(await screen.findByText("Hall, 10:05–10:50. Hall has Keynote at the same time.")).toBeTruthy();
    expect(screen.getAllByRole("img", { name: "Conflict" })).toHaveLength(2);
    expect(document.activeElement).toBe(grip);
    await user.keyboard("{Enter}");
    expect(await screen.findByText("Workshop is moved. Hall has Keynote at the same time.")).toBeTruthy();
    expect(await screen.findByText(/^Hall is taken twice: Keynote and Workshop\./)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Open Workshop" }));
    expect(await screen.findByRole("dialog", { name: "Workshop" })).toBeTruthy();
    const [patch] = sent(asked, "PATCH");
    expect([patch?.headers.get("If-Match"), patch?.body]).toEqual([
      '"1"',
      { room_id: "hall", starts_at: "2026-12-14T09:05:00.000Z", ends_at: "2026-12-14T09:50:00.000Z" },
    ]);
  });

  it("leaves a session where it was at Escape, and follows it to another day", async () => {
    const far = madeSession({ id: "far", title: "Far", day: "2026-12-15", starts_local: "2026-12-15T10:00:00" });
    const { user, asked } = visit({}, { programme: madeProgramme({ sessions: [KEYNOTE, far] }) });
    (await screen.findByRole("button", { name: "Move Keynote" })).focus();
    await user.keyboard("{Enter}{PageDown}");
    expect(await screen.findByRole("button", { name: /^Far/ })).toBeTruthy();
    expect(screen.getByText(/^Tue 15 Dec( 2026)?\. Hall, 10:00–10:45\./)).toBeTruthy();
    await user.keyboard("{Escape}");
    expect(await screen.findByText("Keynote stays where it was.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Far/ })).toBeNull();
    expect(sent(asked, "PATCH")).toHaveLength(0);
  });

  it("shows both sides where somebody else moved it first", async () => {
    let tries = 0;
    const theirs = madeSession({ starts_at: "2026-12-14T12:00:00Z", ends_at: "2026-12-14T12:45:00Z", version: 4 });
    const { user, asked } = visit({
      [`PATCH ${PATH}/sessions/keynote`]: () =>
        (tries += 1) === 1 ? STALE() : { ...KEYNOTE, version: 5, conflicts: [] },
      [`GET ${PATH}/sessions/keynote`]: theirs,
    });
    (await screen.findByRole("button", { name: "Move Keynote" })).focus();
    await user.keyboard("{Enter}{Shift>}{ArrowDown}{/Shift}{Enter}");
    const conflict = within(await screen.findByRole("dialog", { name: "Somebody else saved meanwhile" }));
    expect([conflict.getByText("2026-12-14 11:00"), conflict.getByText("2026-12-14 13:00")]).toHaveLength(2);
    await user.click(conflict.getByRole("button", { name: "Save mine" }));
    expect(await screen.findByText("Keynote is moved.")).toBeTruthy();
    expect(sent(asked, "PATCH").map(({ headers }) => headers.get("If-Match"))).toEqual(['"1"', '"4"']);
  });

  it("begins with the next step, and a session is made with speakers and a track of its own", async () => {
    const { user, asked } = visit(
      {
        [`POST ${PATH}/tracks`]: { id: "track", name: "Light", colour: null, position: 0 },
        [`POST ${PATH}/sessions`]: () => Response.json({ ...KEYNOTE, conflicts: [TAKEN] }, { status: 201 }),
      },
      { programme: madeProgramme({ speakers: [ADA] }) },
    );
    await user.click(await screen.findByRole("button", { name: "Add session" }));
    const panel = within(await screen.findByRole("dialog", { name: "New session" }));
    await user.click(panel.getByRole("button", { name: "Add session" }));
    expect(panel.getAllByText("Give it a title")).toHaveLength(2);
    await user.click(panel.getByLabelText("Title"));
    await user.paste("Keynote");
    await user.selectOptions(panel.getByLabelText(/^Track/), "New track …");
    await user.click(panel.getByLabelText("Name of the new track"));
    await user.paste("Light");
    await user.selectOptions(panel.getByLabelText(/^Add speaker/), "Ada Lind");
    await user.click(panel.getByLabelText(/^Ada Lind appears as/));
    await user.paste("Host");
    await user.click(panel.getByRole("button", { name: "Add session" }));
    expect(await screen.findByText(/^Keynote is in the programme\./)).toBeTruthy();
    const [track, session] = sent(asked, "POST");
    expect(track?.body).toEqual({ name: "Light" });
    expect(session?.body).toMatchObject({
      title: "Keynote",
      starts_at: "2026-12-14T17:00:00.000Z",
      room_id: "hall",
      track_id: "track",
      speaker_ids: ["ada"],
      speaker_roles: ["Host"],
    });
  });

  it("opens a session by its address, keeps what others saved, and deletes it when asked twice", async () => {
    const theirs = madeSession({ title: "Opening", version: 4 });
    const { user, asked, now } = visit(
      {
        [`PATCH ${PATH}/sessions/keynote`]: STALE,
        [`GET ${PATH}/sessions/keynote`]: theirs,
        [`DELETE ${PATH}/sessions/keynote`]: () => {
          now.programme = madeProgramme({ sessions: [WORKSHOP] });
          return new Response(null, { status: 204 });
        },
      },
      {},
      { query: "?session=keynote" },
    );
    const panel = within(await screen.findByRole("dialog", { name: "Keynote" }));
    expect(panel.getByLabelText<HTMLTextAreaElement>(/^Abstract/).value).toBe("How light travels.");
    await user.clear(panel.getByLabelText("Title"));
    await user.paste("Welcome");
    await user.click(panel.getByRole("button", { name: "Save changes" }));
    const conflict = within(await screen.findByRole("dialog", { name: "Somebody else saved meanwhile" }));
    await user.click(conflict.getByRole("button", { name: "Take theirs" }));
    expect(panel.getByLabelText<HTMLInputElement>("Title").value).toBe("Opening");
    await user.click(panel.getByRole("button", { name: "Delete" }));
    const sure = within(await screen.findByRole("alertdialog", { name: "Delete Keynote?" }));
    await user.click(sure.getByRole("button", { name: "Delete" }));
    expect(await screen.findByText("Keynote is deleted.")).toBeTruthy();
    expect(sent(asked, "PATCH").map(({ body }) => body)).toEqual([{ title: "Welcome" }]);
  });

  it("puts what the server refuses at its field, and takes a speaker out", async () => {
    const invalid = { status: 422, errors: [{ pointer: "/room_id", detail: "There is no such room." }] };
    const { user, asked } = visit(
      { [`PATCH ${PATH}/sessions/workshop`]: () => Response.json(invalid, { status: 422 }) },
      {},
      { query: "?session=workshop" },
    );
    const panel = within(await screen.findByRole("dialog", { name: "Workshop" }));
    await user.click(panel.getByRole("button", { name: "Take Ada Lind out of the session" }));
    await user.click(panel.getByRole("button", { name: "Save changes" }));
    expect(await panel.findAllByText("There is no such room.")).toHaveLength(2);
    expect(sent(asked, "PATCH")[0]?.body).toEqual({ speaker_ids: [], speaker_roles: [] });
  });

  it("is a list where there is no room for a grid, and nobody changes it without the right to", async () => {
    vi.stubGlobal("matchMedia", () => ({
      matches: false,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }));
    const reader = organization({ permissions: ["events.read"] });
    const { user } = visit({}, { conflicts: [TAKEN] }, { here: reader });
    expect(await screen.findAllByText("Conflict")).toHaveLength(2);
    const lines = within(screen.getByRole("list", { name: "Sessions of the day" })).getAllByRole("listitem");
    expect(lines.map((line) => line.textContent)).toEqual([
      "10:00–10:45KeynoteHall Conflict",
      "10:00–10:45WorkshopLoft · Ada Lind Conflict",
    ]);
    expect(screen.queryByRole("button", { name: "Add session" })).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Workshop" }));
    const panel = within(await screen.findByRole("dialog", { name: "Workshop" }));
    expect(panel.getByLabelText<HTMLInputElement>("Title").disabled).toBe(true);
    expect(panel.queryByRole("button", { name: "Delete" })).toBeNull();
    await user.click(panel.getByRole("button", { name: "Close" }));
    vi.unstubAllGlobals();
  });

  it("is moved with the pointer to the room and time under it, which opens nothing", async () => {
    const rect = (left: number, top: number): DOMRect => new DOMRect(left, top, 160, 60);
    vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
      if (this.textContent?.startsWith("Loft") === true) return rect(224, 0);
      return rect(64, this.className === "session-grid__hour" ? 40 : 0);
    });
    Element.prototype.setPointerCapture = () => undefined;
    Element.prototype.scrollBy = () => undefined;
    const { asked } = visit({
      [`PATCH ${PATH}/sessions/keynote`]: ({ body }: Asked) => ({ ...KEYNOTE, ...(body as object), conflicts: [] }),
    });
    const card = await screen.findByRole("button", { name: /^Keynote/ });
    fireEvent.pointerDown(card, { pointerId: 1, button: 0, pointerType: "mouse", clientX: 70, clientY: 0 });
    fireEvent.pointerMove(card, { pointerId: 1, clientX: 80, clientY: 10 });
    fireEvent.pointerMove(card, { pointerId: 1, clientX: 300, clientY: 180 });
    expect(await screen.findByText(/^Loft, 10:10–10:55\./)).toBeTruthy();
    fireEvent.pointerUp(card, { pointerId: 1 });
    fireEvent.click(screen.getByRole("button", { name: /^Keynote/ }));
    expect(await screen.findByText(/^Keynote is moved\./)).toBeTruthy();
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(sent(asked, "PATCH").map(({ body }) => body)).toEqual([
      { room_id: "loft", starts_at: "2026-12-14T09:10:00.000Z", ends_at: "2026-12-14T09:55:00.000Z" },
    ]);
    vi.restoreAllMocks();
  });

  it("has a room added, with the venue that the event did not have yet", async () => {
    const organizer = organization({ permissions: [...HERE.permissions, "venues.write"] });
    const venues = `/organizations/${HERE.id}/venues`;
    const { user, asked } = visit(
      {
        [`GET ${PATH}`]: { ...EVENT, venue_id: null },
        [`GET ${venues}`]: { items: [{ id: "old", name: "Old mill" }], next_cursor: null },
        [`POST ${venues}`]: () => Response.json({ id: "venue", name: "Glass house" }, { status: 201 }),
        [`PATCH ${PATH}`]: { ...EVENT, version: 4 },
        [`POST ${venues}/venue/rooms`]: () => Response.json({ ...LOFT, name: "Attic" }, { status: 201 }),
      },
      {},
      { here: organizer },
    );
    await user.click(await screen.findByRole("button", { name: "Add room" }));
    const dialog = within(await screen.findByRole("dialog", { name: "New room" }));
    await user.click(dialog.getByRole("button", { name: "Add room" }));
    expect(dialog.getAllByText("Give it a name")).toHaveLength(2);
    await user.click(dialog.getByLabelText("Name of the venue"));
    await user.paste("Glass house");
    await user.click(dialog.getByLabelText("Name of the room"));
    await user.paste("Attic");
    await user.click(dialog.getByLabelText(/^Places/));
    await user.paste("40");
    await user.click(dialog.getByRole("button", { name: "Add room" }));
    expect(await screen.findByText("Attic is there.")).toBeTruthy();
    expect(sent(asked, "POST").map(({ body }) => body)).toEqual([
      { name: "Glass house" },
      { name: "Attic", capacity: 40 },
    ]);
    const [patch] = sent(asked, "PATCH");
    expect([patch?.body, patch?.headers.get("If-Match")]).toEqual([{ venue_id: "venue" }, '"3"']);
  });

  it("has a room added where somebody else has given the event its venue meanwhile, and makes no other", async () => {
    const organizer = organization({ permissions: [...HERE.permissions, "venues.write"] });
    const venues = `/organizations/${HERE.id}/venues`;
    let now = { ...EVENT, venue_id: null as string | null };
    const { user, asked } = visit(
      {
        [`GET ${PATH}`]: () => Response.json(now),
        [`GET ${venues}`]: { items: [], next_cursor: null },
        [`POST ${venues}/venue/rooms`]: () => Response.json({ ...LOFT, name: "Attic" }, { status: 201 }),
      },
      {},
      { here: organizer },
    );
    await user.click(await screen.findByRole("button", { name: "Add room" }));
    const dialog = within(await screen.findByRole("dialog", { name: "New room" }));
    await user.click(dialog.getByLabelText("Name of the venue"));
    await user.paste("Glass house");
    await user.click(dialog.getByLabelText("Name of the room"));
    await user.paste("Attic");
    now = { ...EVENT, version: 4 };
    await user.click(dialog.getByRole("button", { name: "Add room" }));
    expect(await screen.findByText(/^Attic is there, at the venue that somebody else chose/)).toBeTruthy();
    expect(sent(asked, "POST").map(({ body }) => body)).toEqual([{ name: "Attic", capacity: null }]);
    expect(sent(asked, "PATCH")).toEqual([]);
  });

  it("has its tracks named, coloured, added and deleted, and a second try leaves out what is done", async () => {
    const track = (id: string, name: string) => ({ id, name, colour: null, position: 0 });
    const inUse = { status: 409, code: "events.track-in-use", title: "Sessions stand in this track; move them first" };
    let tries = 0;
    const { user, asked } = visit(
      {
        [`DELETE ${PATH}/tracks/glass`]: () =>
          (tries += 1) === 1 ? Response.json(inUse, { status: 409 }) : new Response(null, { status: 204 }),
        [`PATCH ${PATH}/tracks/light`]: track("light", "Lamps"),
        [`POST ${PATH}/tracks`]: () => Response.json(track("wicks", "Wicks"), { status: 201 }),
      },
      { programme: madeProgramme({ sessions: [KEYNOTE], tracks: [track("light", "Light"), track("glass", "Glass")] }) },
    );
    await user.click(await screen.findByRole("button", { name: "Tracks" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Tracks" }));
    await user.clear(dialog.getByLabelText("Name of track 1"));
    await user.paste("Lamps");
    fireEvent.change(dialog.getByLabelText("Colour of track 1"), { target: { value: "#aa3300" } });
    await user.click(dialog.getByRole("button", { name: "Delete track 2" }));
    await user.click(dialog.getByRole("button", { name: "Add track" }));
    await user.click(dialog.getByRole("button", { name: "Save changes" }));
    expect(dialog.getByText("Give the track a name")).toBeTruthy();
    await user.click(dialog.getByLabelText("Name of track 2"));
    await user.paste("Wicks");
    await user.click(dialog.getByRole("button", { name: "Save changes" }));
    expect(await dialog.findByText("Sessions stand in this track; move them first")).toBeTruthy();
    await user.click(dialog.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("The tracks are saved.")).toBeTruthy();
    const written = asked.filter(({ method }) => method !== "GET").map(({ method, body }) => [method, body]);
    expect(written).toEqual([
      ["DELETE", null],
      ["DELETE", null],
      ["PATCH", { name: "Lamps", colour: "#aa3300" }],
      ["POST", { name: "Wicks", colour: null }],
    ]);
  });
});

describe("who signed up for a session", () => {
  it("is counted in the session's panel, and listed by name on a page of its own", async () => {
    const open = madeSession({ needs_registration: true, capacity: 30 });
    const { user } = visit(
      {
        [`GET ${PATH}/session-places`]: {
          items: [{ session_id: "keynote", capacity: 30, taken: 2, is_registered: false }],
          next_cursor: null,
        },
        [`GET ${PATH}/sessions/keynote/registrations`]: {
          items: [
            { ticket_id: "one", ticket_type_id: "type", attendee_id: "ada", holder_name: "Ada Lind" },
            { ticket_id: "two", ticket_type_id: null, attendee_id: null, holder_name: "" },
          ],
          next_cursor: null,
        },
        [`GET ${PATH}/ticket-types`]: { items: [{ id: "type", name: "Admission" }], next_cursor: null },
      },
      { programme: madeProgramme({ sessions: [open] }) },
      { query: "?session=keynote" },
    );
    const panel = within(await screen.findByRole("dialog", { name: "Keynote" }));
    expect(await panel.findByText("2 of 30 places taken")).toBeTruthy();
    await user.click(panel.getByRole("link", { name: "Who signed up" }));
    const people = within(await screen.findByRole("list", { name: "People who signed up" }));
    expect(people.getByRole("link", { name: "Ada Lind" }).getAttribute("href")).toContain("/attendees/ada");
    expect(people.getByText("Ticket holder")).toBeTruthy();
  });
});

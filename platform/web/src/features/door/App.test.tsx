import "fake-indexeddb/auto";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { textsOf } from "../../lib/texts";
import { TextsContext } from "../../ui/translate";
import { fill } from "../../ui/testing";
import { App } from "./App";
import vector from "./code-vector.json";
import { Door } from "./door";
import { DoorStore } from "./store";
import {
  fakeServer,
  INVITATION,
  LIST,
  madeSetup,
  madeTicket,
  outcomeOf,
  refusal,
  SIGNED,
  typeCode,
  type FakeServer,
} from "./testing";
import english from "./texts/en.json";

const BEN = madeTicket({ id: "0190a7c0-0000-7000-8000-00000000000b", name: "Ben Okri", number: "A-2" });
const ADMITTED = { verdict: "admitted", reason: "admitted", attendee_name: "Signed Guest", ticket_type: null };
/** Each verdict stands 0.7 s before the next takes its place. */
const LONG = { timeout: 10_000 };
let server: FakeServer;
let store: DoorStore;
let door: Door;
let number = 0;

beforeEach(async () => {
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  localStorage.clear();
  server = fakeServer([SIGNED, BEN]);
  store = await DoorStore.open(`app-${++number}`);
  door = new Door(store);
  await door.start("");
});

afterEach(async () => {
  await door.stop();
  store.close();
  vi.unstubAllGlobals();
});

function open(
  shown: Door | null = door,
  invited: typeof INVITATION | null = INVITATION,
): ReturnType<typeof userEvent.setup> {
  const texts = textsOf("en", { door: english });
  render(
    <TextsContext value={texts}>
      <App door={shown} invited={invited} />
    </TextsContext>,
  );
  return userEvent.setup();
}

async function openJoined(): Promise<ReturnType<typeof userEvent.setup>> {
  await door.join(INVITATION, "Scanner 12");
  return open();
}

const button = (name: string | RegExp): HTMLElement => screen.getByRole("button", { name });

describe("joining", () => {
  it("takes a name and one press for who came by the link", async () => {
    const user = open();
    await user.click(button("Start scanning"));
    expect(await screen.findByRole("heading", { name: "Harbour Night" })).toBeTruthy();
    expect(await screen.findByText("0 of 2 are in")).toBeTruthy();
  });

  it.each([
    ["code-unknown", 404, "This is no joining code. Ask the organizer for another one"],
    ["code-over", 410, "This joining code has ended. Ask the organizer for another one"],
    ["name-taken", 409, "Another device has this name. Choose another one"],
    ["busy", 503, "That did not work. Try again in a minute."],
  ])("says what is wrong: %s", async (code, status, words) => {
    server.answers["POST /join"] = () => refusal(status, `checkin_devices.${code}`);
    const user = open();
    await user.click(button("Start scanning"));
    expect((await screen.findByRole("alert")).textContent).toBe(words);
  });

  it("says which part is missing, and goes there", async () => {
    const user = open(door, null);
    await user.click(button("Start scanning"));
    expect(screen.getByText("Paste the whole link that the organizer gave you")).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText("Link to join"));
    await fill(user, screen.getByLabelText("Link to join"), `${INVITATION.organizationId}.${INVITATION.code}`);
    await user.clear(screen.getByLabelText("Name of this device"));
    await user.click(button("Start scanning"));
    expect(screen.getByText("Give the device a name")).toBeTruthy();
  });

  it("offers the camera for the code, and says where there is none", async () => {
    const user = open(door, null);
    await user.click(button("Scan the code"));
    expect(await screen.findByText(/There is no camera here/)).toBeTruthy();
  });

  it("is not possible where the browser keeps nothing", () => {
    open(null);
    expect(screen.getByRole("heading", { name: "This browser keeps nothing" })).toBeTruthy();
  });
});

describe("scanning", () => {
  it("lets in who is found by name, and goes back to the camera", async () => {
    const user = await openJoined();
    const found = {
      ticket_id: BEN.id,
      name: BEN.name,
      number: "A-2",
      ticket_type_id: "k1",
      state: "valid",
      admitted_at: null,
    };
    server.answers["GET /search"] = () => Response.json({ items: [found] });
    server.answers["POST /scans"] = () => Response.json({ ...ADMITTED, attendee_name: "Ben Okri" });
    await user.click(button("Search"));
    await fill(user, screen.getByRole("searchbox"), "okri");
    await user.click(await screen.findByRole("button", { name: "Let Ben Okri in" }));
    const verdict = within(screen.getByRole("alert"));
    expect(await verdict.findByText("Come in")).toBeTruthy();
    expect(verdict.getByText("Ben Okri")).toBeTruthy();
    expect(screen.queryByRole("dialog")).toBeNull();
    await user.click(button("Next"));
    expect(screen.getByRole("region", { name: "Latest scans" }).textContent).toContain("Ben Okri");
  });

  it("checks a code that is typed", async () => {
    const user = await openJoined();
    server.answers["GET /search"] = () => Response.json({ items: [] });
    server.answers["POST /scans"] = () =>
      Response.json({
        ...ADMITTED,
        verdict: "refused",
        reason: "already_admitted",
        admitted_at: "2026-03-01T09:00:00Z",
        gate: "North",
      });
    await user.click(button("Search"));
    await user.type(screen.getByRole("searchbox"), `${vector.short_code}{Enter}`);
    const verdict = within(screen.getByRole("alert"));
    expect(await verdict.findByText("Already in")).toBeTruthy();
    expect(verdict.getByText(/In since .*10:00, by North/)).toBeTruthy();
  });

  it("takes eight letters for a code once nobody has such a name, and for a name otherwise", async () => {
    const user = await openJoined();
    const namesake = {
      ticket_id: BEN.id,
      name: "Abcd Efgh",
      number: "A-2",
      ticket_type_id: "k1",
      state: "valid",
      admitted_at: null,
    };
    const sent: unknown[] = [];
    server.answers["GET /search"] = () => Response.json({ items: [namesake] });
    server.answers["POST /scans"] = (body) => {
      sent.push(body);
      return Response.json({ ...ADMITTED, attendee_name: "Ada Moreno" });
    };
    await user.click(button("Search"));
    await user.type(screen.getByRole("searchbox"), "abcd-efgh{Enter}");
    expect(await screen.findByText("1 person found")).toBeTruthy();
    expect(sent).toEqual([]);
    server.answers["GET /search"] = () => Response.json({ items: [] });
    await user.clear(screen.getByRole("searchbox"));
    await user.type(screen.getByRole("searchbox"), "abcd-efgj{Enter}");
    expect(await within(screen.getByRole("alert")).findByText("Come in")).toBeTruthy();
    expect(sent).toMatchObject([{ code: "ABCD-EFGJ" }]);
  });

  it("shows each code of a hand scanner in turn, however quickly they come, and one read twice once", async () => {
    await openJoined();
    const codes = ["ABCD-EFGH", "ABCD-EFGJ", "ABCD-EFGK"];
    const sent: unknown[] = [];
    server.answers["POST /scans"] = (body) => {
      const { code } = body as { code: string };
      sent.push(code);
      return Response.json({ ...ADMITTED, attendee_name: `Guest ${code}` });
    };
    for (const code of [...codes, "ABCD-EFGK"]) typeCode(code);
    const latest = screen.getByRole("region", { name: "Latest scans" });
    for (const code of codes) expect(await within(latest).findByText(`Guest ${code}`, {}, LONG)).toBeTruthy();
    expect(sent).toEqual(codes);
  });

  it("goes on with the next scan where the device's sound fails", async () => {
    const broken = class {
      readonly state = "running";
      readonly currentTime = 0;
    };
    vi.stubGlobal("AudioContext", broken);
    vi.stubGlobal("OscillatorNode", broken);
    const user = await openJoined();
    await user.click(document.body);
    server.answers["POST /scans"] = (body) =>
      Response.json({ ...ADMITTED, attendee_name: `Guest ${(body as { code: string }).code}` });
    for (const code of ["ABCD-EFGH", "ABCD-EFGJ"]) typeCode(code);
    const latest = screen.getByRole("region", { name: "Latest scans" });
    expect(await within(latest).findByText("Guest ABCD-EFGH")).toBeTruthy();
    expect(await within(latest).findByText("Guest ABCD-EFGJ", {}, LONG)).toBeTruthy();
  });

  it("lets in against a rule, for a reason, who has the right to", async () => {
    server.answers["GET "] = () => Response.json(madeSetup({ may_override: true }));
    const user = await openJoined();
    const sent: unknown[] = [];
    server.answers["POST /scans"] = (body) => {
      sent.push(body);
      const isOverride = (body as { override_reason?: string }).override_reason !== undefined;
      return Response.json(
        isOverride
          ? { ...ADMITTED, overridden: "over" }
          : { ...ADMITTED, verdict: "refused", reason: "over", closes_at: "2026-03-01T09:00:00Z" },
      );
    };
    typeCode(vector.code);
    await user.click(await screen.findByRole("button", { name: "Let in anyway" }));
    const dialog = within(screen.getByRole("dialog", { name: "Let in anyway?" }));
    await user.click(dialog.getByRole("button", { name: "Let in anyway" }));
    expect(dialog.getByRole("alert").textContent).toBe("Say why");
    await fill(user, dialog.getByLabelText("Reason"), "Speaker");
    await user.click(dialog.getByRole("button", { name: "Let in anyway" }));
    expect(await screen.findByText("Let in anyway: This list is closed")).toBeTruthy();
    expect(sent).toMatchObject([{ code: vector.code }, { code: vector.code, override_reason: "Speaker" }]);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("offers no way round the rules to a device without the right", async () => {
    await openJoined();
    server.answers["POST /scans"] = () => Response.json({ ...ADMITTED, verdict: "refused", reason: "wrong_list" });
    typeCode(vector.code);
    expect(await screen.findByText("This list does not admit this ticket type")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Let in anyway" })).toBeNull();
  });

  it("lets people out by a list with re-entry, and counts who is inside", async () => {
    const setup = madeSetup();
    const hall = { ...LIST, entry_rule: "re_entry" as const, capacity: 150 };
    server.answers["GET "] = () => Response.json({ ...setup, lists: [hall] });
    const user = await openJoined();
    const sent: unknown[] = [];
    server.answers["POST /scans"] = (body) => {
      sent.push(body);
      return Response.json({ ...ADMITTED, verdict: "exited", reason: "exited", inside: 41 });
    };
    expect(await screen.findByText("0 are inside; there are 150 places")).toBeTruthy();
    await user.click(button("Out"));
    typeCode(vector.code);
    expect(await within(screen.getByRole("alert")).findByText("Out")).toBeTruthy();
    expect(sent).toMatchObject([{ code: vector.code, direction: "out" }]);
    expect(screen.getByText("41 are inside; there are 150 places")).toBeTruthy();
    await user.click(button("Next"));
    expect(button("Out").getAttribute("aria-pressed")).toBe("true");
  });

  it("closes the search by Escape, and focus comes back", async () => {
    const user = await openJoined();
    await user.click(button("Search"));
    await user.keyboard("{Escape}");
    await waitFor(() => expect(document.activeElement).toBe(button("Search")));
  });

  it("says that it is offline, how many scans wait, and in the end whom the rules would not have let in", async () => {
    const user = await openJoined();
    const { ...answers } = server.answers;
    server.answers["POST /scans"] = () => {
      throw new TypeError("Failed to fetch");
    };
    typeCode(vector.code);
    expect(await screen.findByText("Checked by this device, without a connection")).toBeTruthy();
    expect(screen.getByText("Offline · 1 scan to upload")).toBeTruthy();
    Object.assign(server.answers, answers);
    server.answers["POST /scans/uploads"] = (body) =>
      Response.json({
        items: (body as { scans: { scan_id: string }[] }).scans.map((each) =>
          outcomeOf(each.scan_id, "conflict", "already_admitted"),
        ),
      });
    window.dispatchEvent(new Event("online"));
    await user.click(await screen.findByRole("button", { name: "Next" }));
    await user.click(await screen.findByRole("button", { name: "1 conflict" }));
    expect(screen.getByRole("dialog").textContent).toContain("Signed Guest");
    await user.click(button("Understood"));
    await waitFor(() => expect(screen.queryByText("1 conflict")).toBeNull());
  });
});

describe("the settings", () => {
  it("are kept, and the theme is taken at once", async () => {
    const user = await openJoined();
    await user.click(button("Settings"));
    await user.click(screen.getByRole("switch", { name: "Sound" }));
    await user.selectOptions(screen.getByLabelText("Appearance"), "contrast");
    expect(document.documentElement.dataset["theme"]).toBe("contrast");
    await user.selectOptions(screen.getByLabelText("Appearance"), "light");
    expect(document.documentElement.dataset["theme"]).toBeUndefined();
    expect(JSON.parse(localStorage.getItem("turnout-door") ?? "")).toMatchObject({ sound: false, theme: "light" });
  });

  it("delete everything on the device once that is confirmed", async () => {
    const user = await openJoined();
    await user.click(button("Settings"));
    await user.click(button("Delete everything on this device"));
    await user.click(button("Delete"));
    expect(await screen.findByRole("heading", { name: "Become a scanner" })).toBeTruthy();
    expect(await store.read("device")).toBeNull();
  });
});

it.each([
  ["revoked", 401, { wipe: true }, "This device was removed"],
  ["time-over", 401, { wipe: true }, "The time of this device is over"],
  ["too-early", 403, { starts_at: "2030-01-01T10:00:00Z" }, "Not yet"],
  ["organization-not-open", 403, {}, "Nobody is checked in"],
])("a device that is refused says why: %s", async (code, status, more, words) => {
  await openJoined();
  server.answers["POST /heartbeat"] = () => refusal(status, `checkin_devices.${code}`, more);
  await door.sync();
  expect(await screen.findByRole("heading", { name: words })).toBeTruthy();
});

describe("sessions", () => {
  const HOUR = 3_600_000;
  const list = (id: string, name: string) => ({ ...LIST, id, name, scope: "session" as const, session_ids: [id] });
  const session = (id: string, title: string, from: number, until: number) => ({
    list_id: id,
    title,
    room_id: "room",
    starts_at: new Date(Date.now() + from * HOUR).toISOString(),
    ends_at: new Date(Date.now() + until * HOUR).toISOString(),
  });

  it("are chosen by staff, and the next one is offered once this one is over", async () => {
    server.answers["GET "] = () =>
      Response.json({
        ...madeSetup(),
        lists: [LIST, list("pegs", "Door of Pegs"), list("knots", "Door of Knots")],
        sessions: [session("pegs", "Pegs", -2, -0.01), session("knots", "Knots", -0.005, 1)],
      });
    server.answers["GET /attendees"] = () =>
      Response.json(
        {
          is_complete: true,
          list_ids: ["l1", "pegs", "knots"],
          items: [],
          cursor: "c",
          expires_at: new Date(Date.now() + HOUR).toISOString(),
        },
        { headers: { ETag: '"e2"' } },
      );
    const sent: unknown[] = [];
    server.answers["POST /scans"] = (body) => {
      sent.push(body);
      return Response.json(ADMITTED);
    };
    const user = await openJoined();
    const choice = await screen.findByLabelText("Check-in list");
    expect(screen.queryByRole("button", { name: "Switch" })).toBeNull();
    const groups = within(choice).getAllByRole("group");
    expect(groups.map((each) => each.getAttribute("label"))).toEqual(["Sessions today", "Lists"]);
    await user.selectOptions(choice, "pegs");
    expect(screen.getByText(/^Next: Knots, /)).toBeTruthy();
    await user.click(button("Switch"));
    expect((choice as HTMLSelectElement).value).toBe("knots");
    expect(screen.queryByText(/^Next: /)).toBeNull();
    await door.scan({ kind: "code", text: vector.code });
    expect(sent).toMatchObject([{ list_id: "knots" }]);
  });
});

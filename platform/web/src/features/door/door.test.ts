import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import vector from "./code-vector.json";
import { Door } from "./door";
import { DoorStore } from "./store";
import {
  fakeServer,
  fetchOf,
  INVITATION,
  LIST,
  madeSetup,
  outcomeOf,
  refusal,
  SIGNED,
  type FakeServer,
} from "./testing";
import type { Presented, ShownVerdict } from "./types";

const HOUR = 3_600_000;
const TICKET: Presented = { kind: "code", text: vector.code };
let server: FakeServer;
let store: DoorStore;
let door: Door;
let number = 0;

beforeEach(async () => {
  server = fakeServer();
  store = await DoorStore.open(`door-${++number}`);
  door = new Door(store);
});

afterEach(async () => {
  await door.stop();
  store.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const offline = (): never => {
  throw new TypeError("Failed to fetch");
};

function cutNetwork(): void {
  for (const key of Object.keys(server.answers)) server.answers[key] = offline;
  door.noticeOffline();
}

function fillStorage(): void {
  store.putScans = () => Promise.reject(new DOMException("The disk is full", "QuotaExceededError"));
}

/** As after a reload, or a start of the phone: the same store, nothing in memory. */
async function again(): Promise<Door> {
  await door.stop();
  door = new Door(store);
  await door.start("");
  return door;
}

/** The device learns another setup, and is without a connection again. */
async function useSetup(setup: ReturnType<typeof madeSetup>): Promise<void> {
  const { answers } = fakeServer();
  Object.assign(server.answers, answers, { "GET ": () => Response.json(setup) });
  vi.stubGlobal("fetch", fetchOf(server));
  await again();
  await door.sync();
  cutNetwork();
}

interface Sent {
  readonly reason: string;
  readonly override_reason?: string;
}

async function reconnect(): Promise<{ readonly sent: readonly Sent[] }> {
  const sent: Sent[] = [];
  Object.assign(server.answers, fakeServer().answers, {
    "POST /scans/uploads": (body: unknown) => {
      const { scans } = body as { scans: (Sent & { scan_id: string })[] };
      sent.push(...scans);
      return Response.json({ items: scans.map((each) => outcomeOf(each.scan_id)) });
    },
  });
  vi.stubGlobal("fetch", fetchOf(server));
  await door.sync();
  return { sent };
}

async function scan(presented: Presented = TICKET): Promise<ShownVerdict | null> {
  return door.scan(presented);
}

const joined = (): Promise<void> => door.join(INVITATION, "Scanner 12");

describe("a device that joins", () => {
  it("has its event, its list and who is on it", async () => {
    await door.start("");
    expect(door.current().phase).toBe("joining");
    await joined();
    expect(door.current()).toMatchObject({ phase: "ready", isOnline: true, counts: { inside: 0, expected: 1 } });
    expect(server.asked).toEqual(["POST /join", "GET ", "POST /heartbeat", "GET /attendees"]);
  });

  it("goes on after a restart without a connection", async () => {
    await joined();
    cutNetwork();
    await again();
    expect(door.current()).toMatchObject({ phase: "ready", counts: { expected: 1 } });
  });

  it("joins anew when it is invited, and not while scans wait that only it can upload", async () => {
    await joined();
    await door.start("", true);
    expect(door.current().phase).toBe("joining");
    await again();
    cutNetwork();
    await scan();
    await door.start("", true);
    expect(door.current().phase).not.toBe("joining");
  });

  it("says when it may begin", async () => {
    server.answers["GET "] = () => refusal(403, "checkin_devices.too-early", { starts_at: "2026-03-02T08:00:00Z" });
    await joined();
    expect(door.current()).toMatchObject({ phase: "early", startsAt: "2026-03-02T08:00:00Z" });
    server.answers["GET "] = () => Response.json(madeSetup());
    await door.sync();
    expect(door.current().phase).toBe("ready");
  });
});

describe("a scan", () => {
  it("is the server's to judge; the device knows type and number", async () => {
    await joined();
    server.answers["POST /scans"] = () =>
      Response.json({ verdict: "admitted", reason: "admitted", attendee_name: "Signed Guest", ticket_type: null });
    expect(await scan()).toMatchObject({ isAdmitted: true, ticketType: "Early bird", number: "A-1", isOffline: false });
    expect(door.current()).toMatchObject({ queue: 0, counts: { inside: 1 } });
    cutNetwork();
    expect(await scan()).toMatchObject({ reason: "already_admitted", isOffline: true });
  });

  it.each([
    ["no answer", offline],
    ["a server that is busy", () => refusal(503, "busy")],
    ["too many scans", () => refusal(429, "rate-limited")],
  ])("is judged here for %s, and waits", async (_what, answer) => {
    await joined();
    server.answers["POST /scans"] = answer;
    expect(await scan()).toMatchObject({ isAdmitted: true, name: "Signed Guest", isOffline: true });
    expect(door.current()).toMatchObject({ isOnline: false, queue: 1 });
  });

  it("is judged here when the server takes longer than anybody at a door waits", async () => {
    await joined();
    server.answers["POST /scans"] = () => new Promise<Response>(() => undefined);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const verdict = scan();
    await vi.advanceTimersByTimeAsync(2500);
    vi.useRealTimers();
    expect(await verdict).toMatchObject({ isAdmitted: true, isOffline: true });
  });

  it("of what is no code asks nobody and keeps nothing", async () => {
    await joined();
    expect(await scan({ kind: "code", text: "https://elsewhere.example" })).toMatchObject({ reason: "malformed" });
    expect(server.asked).not.toContain("POST /scans");
    expect(door.current().queue).toBe(0);
  });

  it("that the server cannot take is said to be unchecked", async () => {
    await joined();
    server.answers["POST /scans"] = () => refusal(404, "checkin.list-not-found");
    expect(await scan()).toMatchObject({ reason: "not_checked", isAdmitted: false });
  });

  it("counts as the server says also where the device can keep nothing any more", async () => {
    await joined();
    fillStorage();
    server.answers["POST /scans"] = () =>
      Response.json({ verdict: "admitted", reason: "admitted", attendee_name: "Signed Guest", ticket_type: null });
    expect(await scan()).toMatchObject({ isAdmitted: true, name: "Signed Guest", isOffline: false });
  });
});

describe("without a connection", () => {
  beforeEach(async () => {
    await joined();
    cutNetwork();
  });

  it("somebody comes in once, also after a restart", async () => {
    expect(await scan()).toMatchObject({ reason: "admitted" });
    expect(await scan()).toMatchObject({ reason: "already_admitted" });
    await again();
    door.noticeOffline();
    expect(await scan()).toMatchObject({ reason: "already_admitted" });
    expect(door.current().queue).toBe(3);
  });

  it("nobody comes in whose scan the device cannot keep, and that is said", async () => {
    fillStorage();
    expect(await scan()).toMatchObject({ reason: "not_checked", isAdmitted: false });
    expect(door.current().queue).toBe(0);
  });

  it("somebody goes out and comes in again by a list with re-entry, and all of it is uploaded", async () => {
    const hall = { ...LIST, entry_rule: "re_entry" as const, max_reentries: 1, capacity: 5 };
    await useSetup({ ...madeSetup(), lists: [hall] });
    const passed = (): Promise<ShownVerdict | null> => door.scan(TICKET, { direction: "auto", overrideReason: null });
    vi.useFakeTimers({ toFake: ["Date"] });
    const said: unknown[] = [];
    for (const inside of [1, 0, 1, 0]) {
      said.push((await passed())?.reason);
      expect(door.current().inside).toBe(inside);
      vi.setSystemTime(Date.now() + 60_000);
    }
    said.push((await passed())?.reason);
    expect(said).toEqual(["admitted", "exited", "admitted", "exited", "reentry_limit"]);
    vi.useRealTimers();
    const { sent } = await reconnect();
    expect(sent.map(({ reason }) => reason)).toEqual(said);
  });

  it("a device that may lets in against a rule, and says why as it uploads", async () => {
    await useSetup(madeSetup({ may_override: true }));
    await scan();
    const shown = await door.scan(TICKET, { direction: "in", overrideReason: "Speaker" });
    expect(shown).toMatchObject({ isAdmitted: true, overridden: "already_admitted", isOffline: true });
    const { sent } = await reconnect();
    expect(sent.map((each) => each.override_reason)).toEqual([undefined, "Speaker"]);
  });

  it("a device that may not stays with the rule", async () => {
    await scan();
    const shown = await door.scan(TICKET, { direction: "in", overrideReason: "Speaker" });
    expect(shown).toMatchObject({ isAdmitted: false, reason: "already_admitted", overridden: null });
  });

  it.each([
    [{ kind: "code", text: vector.code.replace("Vkdapw", "AAAAAA") }, "unknown_key"],
    [{ kind: "code", text: vector.short_code }, "needs_connection"],
    [{ kind: "code", text: vector.barcode_number }, "admitted"],
    [{ kind: "code", text: "00071777214294589696" }, "unknown_ticket"],
    [{ kind: "code", text: "99999999999999999999" }, "malformed"],
    [{ kind: "ticket", ticketId: SIGNED.id, name: SIGNED.name }, "admitted"],
    [{ kind: "ticket", ticketId: "nobody", name: "" }, "unknown_ticket"],
  ] as const)("%o is %s", async (presented, reason) => {
    expect((await scan(presented))?.reason).toBe(reason);
  });

  it("finds people in the list of the device", async () => {
    const { items, isOffline } = await door.search("signed");
    expect(isOffline).toBe(true);
    expect(items.map(({ name }) => name)).toEqual(["Signed Guest"]);
  });

  it("deletes the list when twelve hours have passed, and lets nobody in by it", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    vi.setSystemTime(Date.now() + 13 * HOUR);
    expect(await scan()).toMatchObject({ reason: "no_list", isAdmitted: false });
    expect(await store.read("attendees")).toBeNull();
    expect(door.current()).toMatchObject({ listAt: null, counts: null });
  });

  it("ends with its time, and keeps what is still to be uploaded until it is", async () => {
    await scan();
    vi.useFakeTimers({ toFake: ["Date"] });
    vi.setSystemTime(Date.now() + 49 * HOUR);
    await door.sync();
    expect(door.current()).toMatchObject({ phase: "over", queue: 1, listAt: null });
    server.answers["POST /scans/uploads"] = (body) =>
      Response.json({ items: (body as { scans: { scan_id: string }[] }).scans.map((each) => outcomeOf(each.scan_id)) });
    await door.sync();
    expect(door.current()).toMatchObject({ phase: "over", queue: 0 });
    expect(await store.read("device")).toBeNull();
  });
});

describe("the queue", () => {
  it("is uploaded when there is a connection again, and what the rules would not have is told", async () => {
    await joined();
    const answers = { ...server.answers };
    cutNetwork();
    await scan();
    await scan();
    Object.assign(server.answers, answers);
    server.answers["POST /scans/uploads"] = (body) => {
      const { scans } = body as { scans: { scan_id: string; reason: string; code: string }[] };
      expect(scans.map(({ reason }) => reason)).toEqual(["admitted", "already_admitted"]);
      expect(scans[0]?.code).toBe(vector.code);
      const [first, second] = scans.map((each) => each.scan_id);
      return Response.json({
        items: [outcomeOf(first ?? "", "conflict", "already_admitted"), outcomeOf(second ?? "", "refused")],
      });
    };
    await door.sync();
    expect(door.current()).toMatchObject({ isOnline: true, queue: 0 });
    expect(door.current().conflicts).toMatchObject([{ name: "Signed Guest", conflictReason: "already_admitted" }]);
    await again();
    expect(door.current().conflicts).toHaveLength(1);
    await door.dismissConflicts();
    expect(await store.listScans()).toEqual([]);
  });

  it("has one scan of a ticket that is let in by its bars and then by its QR code", async () => {
    await joined();
    cutNetwork();
    await scan({ kind: "code", text: vector.barcode_number });
    expect((await scan())?.reason).toBe("already_admitted");
    const admitted = (await store.listScans()).filter(({ reason }) => reason === "admitted");
    expect(admitted).toMatchObject([{ code: vector.barcode_number, ticketId: SIGNED.id }]);
  });

  it("is not kept back by a scan that the server never takes", async () => {
    await joined();
    const answers = { ...server.answers };
    cutNetwork();
    await scan();
    await scan();
    Object.assign(server.answers, answers);
    const bad = (await store.listScans())[0]?.scanId;
    server.answers["POST /scans/uploads"] = (body) => {
      const { scans } = body as { scans: { scan_id: string }[] };
      if (scans.some((each) => each.scan_id === bad)) return refusal(422, "invalid");
      return Response.json({ items: scans.map((each) => outcomeOf(each.scan_id, "refused")) });
    };
    await door.sync();
    expect(door.current().queue).toBe(0);
    expect(door.current().conflicts).toMatchObject([{ scanId: bad, conflictReason: "not_checked" }]);
  });
});

describe("a device that is taken away", () => {
  it.each([
    ["revoked", "removed"],
    ["time-over", "over"],
  ])("deletes everything: %s", async (code, phase) => {
    await joined();
    server.answers["POST /heartbeat"] = () => refusal(401, `checkin_devices.${code}`, { wipe: true });
    await door.sync();
    expect(door.current()).toMatchObject({ phase, device: null, counts: null });
    expect([await store.read("device"), await store.read("attendees"), await store.listScans()]).toEqual([
      null,
      null,
      [],
    ]);
    await again();
    expect(door.current().phase).toBe("joining");
  });

  it("hears it by a scan, too", async () => {
    await joined();
    server.answers["POST /scans"] = () => refusal(401, "checkin_devices.revoked", { wipe: true });
    expect(await scan()).toBeNull();
    expect(door.current().phase).toBe("removed");
  });
});

// What the tests of the scanner are made of: a list, its tickets, and a server that answers as they say.
import { fireEvent } from "@testing-library/react";
import { vi } from "vitest";
import vector from "./code-vector.json";
import type { Attendees, DoorList, ListedTicket, Setup, StoredScan } from "./types";

export const NOON = Date.parse("2026-03-01T12:00:00Z");
export const ORGANIZATION = "0190b1de-0000-7000-8000-000000000001";
export const INVITATION = { organizationId: ORGANIZATION, code: "turnout_join_abc" };
const HOUR = 3_600_000;

export const LIST: DoorList = {
  id: "l1",
  name: "Everybody",
  is_default: true,
  ticket_type_ids: null,
  once_per: "event",
  time_zone: "Europe/Brussels",
  opens_at: null,
  closes_at: null,
  scope: "event",
  session_ids: [],
  version: 1,
  entry_rule: "once",
  max_reentries: null,
  reentry_minutes: null,
  capacity: null,
  windows: null,
};

export function madeTicket(change: Partial<ListedTicket> = {}): ListedTicket {
  return {
    id: "t1",
    name: "Ada Lovelace",
    number: "A-1",
    ticket_type_id: "k1",
    state: "valid",
    code_hash: "h",
    lists: [0],
    entries: [],
    ...change,
  };
}

const IN = { list: 0, period: "", at: new Date(NOON - HOUR).toISOString(), gate: "North", out_at: null };

export const ATTENDEES: Attendees = {
  listIds: ["l1"],
  tickets: [
    madeTicket({ entries: [IN] }),
    madeTicket({ id: "t2", name: "François Okri", number: "A-2" }),
    madeTicket({ id: "t3", name: "Cem Arslan", number: "A-3" }),
    madeTicket({ id: "t4", name: "Ada Void", number: "A-4", state: "void", lists: [] }),
  ].filter((each) => each.lists.length > 0),
  cursor: "c1",
  etag: "e1",
  downloadedAt: NOON,
};

export function madeScan(change: Partial<StoredScan> = {}): StoredScan {
  return {
    scanId: "s1",
    scannedAt: new Date(NOON).toISOString(),
    listId: "l1",
    code: null,
    ticketId: "t1",
    reason: "admitted",
    name: "Ada Lovelace",
    outcome: "pending",
    conflictReason: null,
    settledAt: null,
    ...change,
  };
}

/** A ticket whose code is that of the vector. */
export const SIGNED = madeTicket({ id: vector.ticket_id, name: "Signed Guest", code_hash: vector.code_hash });

export function madeSetup(change: Partial<Setup["device"]> = {}): Setup {
  const device = {
    id: "d1",
    event_id: vector.event_id,
    name: "Scanner 12",
    list_ids: null,
    gate: "North",
    starts_at: null,
    ends_at: new Date(Date.now() + 48 * HOUR).toISOString(),
    joined_at: new Date(NOON).toISOString(),
    revoked_at: null,
    seen_at: null,
    battery_percent: null,
    app_version: null,
    queue_length: null,
    clock_offset_seconds: null,
    may_override: false,
    may_sell: false,
    is_kiosk: false,
    print_station_id: null,
    state: "active" as const,
    ...change,
  };
  return {
    device,
    event_title: "Harbour Night",
    time_zone: "Europe/Brussels",
    lists: [LIST],
    sessions: [],
    ticket_types: [{ id: "k1", name: "Early bird" }],
    keys: [{ key_id: vector.key_id, public_key: vector.public_key }],
    server_time: new Date().toISOString(),
    list_expires_at: new Date(Date.now() + 12 * HOUR).toISOString(),
    kiosk: null,
  };
}

export type Answers = Record<string, (body: unknown) => Response | Promise<Response>>;

export interface FakeServer {
  /** By method and what stands behind `checkin-device`: "POST /scans". */
  readonly answers: Answers;
  readonly asked: string[];
}

/** Answers as a server does that has one device, one list and no objections. */
export function fakeServer(tickets: readonly ListedTicket[] = [SIGNED]): FakeServer {
  const soon = (): string => new Date(Date.now() + 12 * HOUR).toISOString();
  const answers: Answers = {
    "POST /join": () => Response.json({ device: madeSetup().device, token: "turnout_device_x" }, { status: 201 }),
    "GET ": () => Response.json(madeSetup()),
    "POST /heartbeat": () =>
      Response.json({ server_time: new Date().toISOString(), clock_offset_seconds: 0, list_expires_at: soon() }),
    "GET /attendees": () =>
      Response.json(
        { is_complete: true, list_ids: ["l1"], items: tickets, cursor: "c1", expires_at: soon() },
        { headers: { ETag: '"e1"' } },
      ),
    "POST /scans/uploads": (body) =>
      Response.json({ items: (body as { scans: { scan_id: string }[] }).scans.map((each) => outcomeOf(each.scan_id)) }),
  };
  const asked: string[] = [];
  vi.stubGlobal("location", { origin: "https://turnout.example" });
  vi.stubGlobal("fetch", fetchOf({ answers, asked }));
  return { answers, asked };
}

/** Asks this server. */
export function fetchOf({ answers, asked }: FakeServer) {
  return async (to: Request | URL | string, options?: RequestInit): Promise<Response> => {
    const request = new Request(to, options);
    const key = `${request.method} ${new URL(request.url).pathname.replace(/^.*\/checkin-device/, "")}`;
    asked.push(key);
    const text = await request.text();
    const answer = answers[key];
    if (answer === undefined) throw new TypeError(`nobody answers ${key}`);
    return answer(text === "" ? null : JSON.parse(text));
  };
}

export function outcomeOf(scanId: string, outcome = "admitted", reason = "admitted"): Record<string, unknown> {
  return { scan_id: scanId, outcome, reason, happened_at: new Date().toISOString(), admission_id: null };
}

export function refusal(status: number, code: string, more: Record<string, unknown> = {}): Response {
  return Response.json({ status, code, title: code, ...more }, { status });
}

/** What a hand scanner types: its keys follow each other as quickly however busy this machine is. */
export function typeCode(code: string): void {
  for (const [at, key] of [...code, "Enter"].entries()) {
    const pressed = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    Object.defineProperty(pressed, "timeStamp", { value: at });
    fireEvent(document.body, pressed);
  }
}

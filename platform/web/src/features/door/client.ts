// What the scanner asks of the server: joining, its setup, reports, the list, scans, uploads and names.
import { answerOf, connect, onlyOnce, type Api, type Schemas } from "../../api/client";
import { Refused, requestWithRetries, Unreachable } from "../../lib/api";
import type { Invitation } from "./joining";
import type {
  AttendeeAnswer,
  Direction,
  FoundTicket,
  Offer,
  Presented,
  Sale,
  ServerVerdict,
  Setup,
  Sold,
  StoredScan,
  UploadOutcome,
} from "./types";

export type Report = Schemas["CheckinDeviceReport"];
export type Heartbeat = Schemas["CheckinHeartbeat"];

/** How somebody is to pass; with a reason against a rule of the list. */
export interface Passage {
  readonly direction: Direction;
  readonly overrideReason: string | null;
}

/** Nobody at a door waits longer: the device then decides by its list, and the scan waits in the queue. */
export const SCAN_MILLISECONDS = 2500;
const BASE = "/api/v1/organizations/{organization_id}/checkin-device";
const NOT_MODIFIED = 304;

/** Makes a device of this browser; what it is called is seen by the team. */
export async function join({ organizationId, code }: Invitation, name: string): Promise<string> {
  const params = { path: { organization_id: organizationId } };
  const made = await answerOf(connect().POST(`${BASE}/join`, { params, body: { code, name } }));
  return made.token;
}

/** A badge that was sent to a print station. */
export interface SentBadge {
  readonly jobId: string;
}

export interface PrintProgress {
  readonly state: string;
  readonly ahead: number;
  readonly station: string;
  readonly printer: string;
}

export class DoorClient {
  private readonly api: Api;
  private readonly params: { readonly path: { readonly organization_id: string } };

  constructor(
    private readonly organizationId: string,
    private readonly token: string,
  ) {
    this.api = connect(location.origin, { Authorization: `Bearer ${token}` });
    this.params = { path: { organization_id: organizationId } };
  }

  setup(): Promise<Setup> {
    return answerOf<Setup>(this.api.GET(BASE, { params: this.params }));
  }

  report(body: Report): Promise<Heartbeat> {
    return answerOf<Heartbeat>(this.api.POST(`${BASE}/heartbeat`, { params: this.params, body }));
  }

  /** Lets somebody in or out, or says why not; Unreachable when no answer comes in the time that a door has. */
  scan(presented: Presented, scanId: string, listId: string, passage: Passage): Promise<ServerVerdict> {
    const who = presented.kind === "code" ? { code: presented.text } : { ticket_id: presented.ticketId };
    const { direction, overrideReason } = passage;
    const body = {
      ...who,
      scan_id: scanId,
      list_id: listId,
      ...(direction === "in" ? {} : { direction }),
      ...(overrideReason === null ? {} : { override_reason: overrideReason }),
    };
    const asked = answerOf(this.api.POST(`${BASE}/scans`, { params: this.params, body }));
    return inTime(asked as Promise<ServerVerdict>, SCAN_MILLISECONDS);
  }

  async upload(scans: readonly StoredScan[]): Promise<UploadOutcome[]> {
    const body = {
      device_time: new Date().toISOString(),
      scans: scans.map((each) => ({
        scan_id: each.scanId,
        scanned_at: each.scannedAt,
        list_id: each.listId,
        reason: each.reason,
        ...(each.code === null ? { ticket_id: each.ticketId } : { code: each.code }),
        ...(each.overrideReason == null ? {} : { override_reason: each.overrideReason }),
      })),
    };
    const answer = await answerOf(this.api.POST(`${BASE}/scans/uploads`, { params: this.params, body }));
    return answer.items;
  }

  async search(q: string): Promise<FoundTicket[]> {
    const params = { ...this.params, query: { q } };
    return (await answerOf(this.api.GET(`${BASE}/search`, { params }))).items;
  }

  /** In a currency; "" for the event's own. */
  async offers(currency: string): Promise<Offer[]> {
    const params = { ...this.params, ...(currency === "" ? {} : { query: { currency } }) };
    return (await answerOf(this.api.GET(`${BASE}/box-office/ticket-types`, { params }))).items;
  }

  /** Sells once, however often it is asked for: the same sale keeps its key until it has an answer. */
  sell(body: Sale): Promise<Sold> {
    const once = { middleware: [onlyOnce(sessionStorage, digestOf)] };
    const header = { "Idempotency-Key": "" };
    const params = { ...this.params, header };
    return answerOf<Sold>(this.api.POST(`${BASE}/box-office/sales`, { params, body, ...once }));
  }

  async badges(runId: string): Promise<Blob> {
    const path = { ...this.params.path, badge_print_run_id: runId };
    const asked = this.api.GET(`${BASE}/box-office/badges/{badge_print_run_id}`, {
      params: { path },
      parseAs: "blob",
    });
    return await answerOf(asked);
  }

  /** One ticket at most, of whoever types what they alone know. */
  async findAtKiosk(name: string, proof: string): Promise<Schemas["KiosksTicket"]> {
    const asked = this.api.POST(`${BASE}/kiosk/search`, { params: this.params, body: { name, proof } });
    return answerOf<Schemas["KiosksTicket"]>(asked);
  }

  /** Prints once, however often it is asked for: the badge of whoever was just checked in here. */
  async kioskBadge(ticketId: string, nameForm: Schemas["KiosksNewBadge"]["name_form"]): Promise<Blob | SentBadge> {
    const once = { middleware: [onlyOnce(sessionStorage, digestOf)] };
    const params = { ...this.params, header: { "Idempotency-Key": "" } };
    const body = { ticket_id: ticketId, name_form: nameForm ?? "full" };
    const made = await answerOf(this.api.POST(`${BASE}/kiosk/badges`, { params, body, ...once }));
    if (made.print_job_id != null) return { jobId: made.print_job_id };
    const path = { ...this.params.path, badge_print_run_id: made.badge_print_run_id };
    const file = this.api.GET(`${BASE}/kiosk/badges/{badge_print_run_id}`, { params: { path }, parseAs: "blob" });
    return answerOf(file);
  }

  /** Sends the badge of a ticket to this device's print station; printed before, it needs a reason. */
  async sendBadge(ticketId: string, reason: string): Promise<SentBadge> {
    const once = { middleware: [onlyOnce(sessionStorage, digestOf)] };
    const params = { ...this.params, header: { "Idempotency-Key": "" } };
    const body = { ticket_id: ticketId, reason };
    const made = await answerOf(this.api.POST(`${BASE}/print-jobs`, { params, body, ...once }));
    return { jobId: made.id };
  }

  /** How far a badge is that this device sent, and how its printer is. */
  async printProgress({ jobId }: SentBadge): Promise<PrintProgress> {
    const path = { ...this.params.path, print_job_id: jobId };
    const job = await answerOf(this.api.GET(`${BASE}/print-jobs/{print_job_id}`, { params: { path } }));
    const station = await answerOf(this.api.GET(`${BASE}/print-station`, { params: this.params }));
    return { state: job.state, ahead: job.ahead, station: station.name, printer: station.state };
  }

  /** The list, or what has changed since a cursor; null where the answer would be the one that is known. */
  async attendees(
    cursor: string | null,
    etag: string | null,
  ): Promise<{ answer: AttendeeAnswer; etag: string } | null> {
    const address = new URL(`${location.origin}${BASE.replace("{organization_id}", this.organizationId)}/attendees`);
    if (cursor !== null) address.searchParams.set("cursor", cursor);
    const headers = new Headers({ Accept: "application/json", Authorization: `Bearer ${this.token}` });
    if (etag !== null) headers.set("If-None-Match", etag);
    // `lib/api` takes a 304 for a refusal; here it is the best answer.
    try {
      const answer = await requestWithRetries((signal) => fetch(address, { headers, signal, cache: "no-store" }), true);
      return { answer: (await answer.json()) as AttendeeAnswer, etag: answer.headers.get("ETag") ?? "" };
    } catch (error) {
      if (error instanceof Refused && error.problem.status === NOT_MODIFIED) return null;
      throw error;
    }
  }
}

/** Tells one sale from another without keeping whose it is. */
async function digestOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((each) => each.toString(16).padStart(2, "0")).join("");
}

function inTime<T>(asked: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Unreachable("no answer in time")), milliseconds);
    asked.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

// A verdict on this device alone, and verdicts of the server with what the device knows of the ticket.
import { entryOf, type Entry, type ListView } from "./attendees";
import type { Passage } from "./client";
import { checkCode, codeHash, nonceOfBarcode, readClaims, shortCodeOf } from "./code";
import { decide } from "./rules";
import { countInside, insideOf, isCounted, staysOf, type Stays } from "./stays";
import { spanAt } from "./windows";
import type {
  Attendees,
  Direction,
  DoorList,
  ListedTicket,
  NoAnswer,
  Presented,
  Reason,
  ServerVerdict,
  Setup,
  ShownVerdict,
} from "./types";

export interface Known {
  readonly setup: Setup;
  readonly attendees: Attendees | null;
  /** Null without a download. */
  readonly view: ListView | null;
  readonly tickets: ReadonlyMap<string, ListedTicket>;
}

/** What is presented, which way it goes, at which list, and what the device knew then. */
export interface Scan {
  readonly presented: Presented;
  readonly passage: Passage;
  readonly list: DoorList;
  readonly known: Known;
  readonly scanId: string;
}

export interface Judged {
  readonly reason: Reason | NoAnswer;
  readonly ticketId: string | null;
  readonly ticket: ListedTicket | undefined;
  readonly earlier: Entry | null;
  readonly exitedAt: string | null;
  /** By the server's clock. */
  readonly now: number;
}

const NOBODY = { ticketId: null, ticket: undefined, earlier: null, exitedAt: null } as const;

/** Whether the text can be no code at all: then nobody has to be asked. */
export function isNoCode(presented: Presented): boolean {
  if (presented.kind === "ticket") return false;
  const { text } = presented;
  return readClaims(text) === null && nonceOfBarcode(text) === null && shortCodeOf(text) === null;
}

/**
 * The ticket that is meant, before anybody has proved anything; a barcode number is looked up in the list. Null for a
 * code that is typed by hand, and for a barcode number that the list does not have.
 */
export async function ticketIdOf(presented: Presented, tickets: Known["tickets"]): Promise<string | null> {
  if (presented.kind === "ticket") return presented.ticketId;
  const nonce = nonceOfBarcode(presented.text);
  if (nonce === null) return readClaims(presented.text)?.ticketId ?? null;
  const hash = await codeHash(nonce);
  for (const [id, ticket] of tickets) if (ticket.code_hash === hash) return id;
  return null;
}

/** Signature first, then the list: `now` is by the server's clock. */
export async function judgeHere(
  presented: Presented,
  known: Known,
  now: number,
  direction: Direction = "in",
): Promise<Judged> {
  if (isNoCode(presented)) return { ...NOBODY, now, reason: "malformed" };
  const ticketId = await ticketIdOf(presented, known.tickets);
  const barcode = presented.kind === "code" ? nonceOfBarcode(presented.text) : null;
  if (ticketId === null && barcode === null) return { ...NOBODY, now, reason: "needs_connection" };
  if (known.view === null) return { ...NOBODY, now, reason: "no_list" };
  let hash = barcode === null ? null : await codeHash(barcode);
  if (presented.kind === "code" && barcode === null) {
    const keys = new Map(known.setup.keys.map((each) => [each.key_id, each.public_key]));
    const checked = await checkCode(presented.text, keys, known.setup.device.event_id);
    if (checked.reason !== null) return { ...NOBODY, now, reason: checked.reason };
    hash = await codeHash(checked.claims.nonce);
  }
  const ticket = known.tickets.get(ticketId ?? "");
  const { list, place } = known.view;
  const stays = staysHere(ticket, known);
  const inside = stays === null ? null : insideOf(stays.own);
  const last = stays?.own.at(-1) ?? null;
  const listed = ticket === undefined ? null : entryOf(ticket, known.view);
  const earlier = stays === null ? listed : (inside ?? last);
  const reason = decide({ ticket, codeHash: hash, list, place, earlier, now, direction, stays });
  const exitedAt = reason === "exited" ? new Date(now).toISOString() : (last?.outAt ?? null);
  return { reason, ticketId, ticket, earlier, exitedAt, now };
}

function staysHere(ticket: ListedTicket | undefined, { view, attendees }: Known): Stays | null {
  if (ticket === undefined || view === null || attendees === null || !isCounted(view.list)) return null;
  return { own: staysOf(ticket, view), inside: countInside(attendees, view) };
}

/** Nobody was asked, and the device cannot say. */
export function notChecked(known: Known, scanId: string, at: number): ShownVerdict {
  return { ...shownOf({ ...NOBODY, now: at, reason: "not_checked" }, known, scanId, at), isOffline: false };
}

/** A refusal by a rule that this device sets aside. */
export function overriddenHere(judged: Judged): Judged & { readonly overridden: Reason } {
  return { ...judged, reason: "admitted", overridden: judged.reason as Reason };
}

export function shownOf(
  judged: Judged & { readonly overridden?: Reason },
  known: Known,
  scanId: string,
  at: number,
): ShownVerdict {
  const { reason, ticket, earlier } = judged;
  return {
    scanId,
    reason,
    isAdmitted: reason === "admitted" || reason === "exited",
    overridden: judged.overridden ?? null,
    exitedAt: judged.exitedAt,
    name: ticket?.name ?? "",
    ticketType: typeName(ticket?.ticket_type_id, known.setup),
    number: ticket?.number ?? "",
    firstAt: earlier?.at ?? null,
    firstGate: earlier?.gate ?? "",
    ...(known.view === null ? { opensAt: null, closesAt: null } : spanAt(known.view.list, judged.now)),
    isOffline: true,
    at,
  };
}

/** The server names the holder; type and order number are those of the download. */
export function shownOfServer(
  verdict: ServerVerdict,
  ticketId: string | null,
  known: Known,
  scanId: string,
  at: number,
): ShownVerdict {
  const ticket = known.tickets.get(ticketId ?? "");
  const isKnown = verdict.attendee_name !== null;
  return {
    scanId,
    reason: verdict.reason,
    isAdmitted: verdict.verdict !== "refused",
    overridden: verdict.overridden ?? null,
    exitedAt: verdict.exited_at ?? null,
    name: verdict.attendee_name ?? "",
    ticketType: verdict.ticket_type ?? (isKnown ? typeName(ticket?.ticket_type_id, known.setup) : ""),
    number: isKnown ? (ticket?.number ?? "") : "",
    firstAt: verdict.admitted_at,
    firstGate: verdict.gate ?? "",
    opensAt: verdict.opens_at,
    closesAt: verdict.closes_at,
    isOffline: false,
    at,
  };
}

export function typeName(id: string | undefined, setup: Setup): string {
  return setup.ticket_types.find((each) => each.id === id)?.name ?? "";
}

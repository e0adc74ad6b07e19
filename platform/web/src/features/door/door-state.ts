// What the scanner knows of itself, and how it takes what the server refuses.
import { Refused, Unreachable } from "../../lib/api";
import type { Counts } from "./attendees";
import type { DoorList, FoundTicket, KnownDevice, StoredScan } from "./types";

export type Phase = "starting" | "joining" | "ready" | "early" | "closed" | "over" | "removed";

export interface DoorState {
  readonly phase: Phase;
  readonly device: KnownDevice | null;
  readonly list: DoorList | null;
  readonly isOnline: boolean;
  /** Scans still to be uploaded. */
  readonly queue: number;
  /** Whom this device let in against the rules, as the server said after an upload. */
  readonly conflicts: readonly StoredScan[];
  readonly counts: Counts | null;
  /** Who is inside now, by a list with re-entry or a capacity; null: by any other, or unknown. */
  readonly inside: number | null;
  /** When the list on this device was last known to be right; null: there is none. */
  readonly listAt: number | null;
  /** Of a device whose time is still to come. */
  readonly startsAt: string | null;
}

export interface Found {
  readonly items: readonly FoundTicket[];
  readonly isOffline: boolean;
}

export const BEGINNING: DoorState = {
  phase: "starting",
  device: null,
  list: null,
  isOnline: true,
  queue: 0,
  conflicts: [],
  counts: null,
  inside: null,
  listAt: null,
  startsAt: null,
};

/** Refusals of what was asked, not of who asked. */
const OF_THE_SCAN = new Set([
  "checkin_devices.other-list",
  "checkin_devices.override-not-allowed",
  "checkin_devices.selling-not-allowed",
]);
export const UNAUTHENTICATED = 401;
const FORBIDDEN = 403;
const TOO_MANY = 429;
const SERVER_ERROR = 500;

/** No answer, or one that says no more than “not now”: the device goes on by itself. */
export function isSilence(error: unknown): boolean {
  if (error instanceof Unreachable) return true;
  return error instanceof Refused && (error.problem.status >= SERVER_ERROR || error.problem.status === TOO_MANY);
}

/** Refusals of the device itself, whatever it asked for. */
export function isOfDevice(error: unknown): error is Refused {
  if (!(error instanceof Refused)) return false;
  const { status, code } = error.problem;
  return status === UNAUTHENTICATED || (status === FORBIDDEN && !OF_THE_SCAN.has(code ?? ""));
}

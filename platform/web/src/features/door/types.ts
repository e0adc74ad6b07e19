// What the scanner works with: the shapes of the API, what it keeps on the device, and what it shows.
import type { Schemas } from "../../api/client";

export type Setup = Schemas["CheckinDeviceSetup"];
export type DoorList = Schemas["CheckinList"];
export type ListedTicket = Schemas["CheckinListedTicket"];
export type AttendeeAnswer = Schemas["CheckinAttendeeList"];
export type FoundTicket = Schemas["CheckinFoundTicket"];
export type ServerVerdict = Schemas["CheckinVerdict"];
export type UploadOutcome = Schemas["CheckinOfflineScanOutcome"];
export type Offer = Schemas["BoxOfficeOffer"];
export type Sale = Schemas["BoxOfficeDeviceSaleFields"];
export type Sold = Schemas["Box_officeDeskSale"];
export type Reason = ServerVerdict["reason"];
/** `auto`: out who is inside, in who is not. */
export type Direction = "in" | "out" | "auto";

/** Why the scanner itself cannot say whether somebody may come in. */
export type NoAnswer = "no_list" | "needs_connection" | "not_checked";

/** Who the device is, and what it was told; kept sealed. */
export interface KnownDevice {
  readonly organizationId: string;
  readonly token: string;
  readonly setup: Setup | null;
  /** When a downloaded list has to be deleted, unless another heartbeat comes before. */
  readonly listExpiresAt: string | null;
  /** By how much the device's clock is ahead of the server's. */
  readonly clockOffsetMilliseconds: number;
}

/** The tickets of the device's lists as they were downloaded; kept sealed. */
export interface Attendees {
  readonly listIds: readonly string[];
  readonly tickets: readonly ListedTicket[];
  readonly cursor: string;
  readonly etag: string;
  readonly downloadedAt: number;
}

/** A scan that this device made; `pending` ones are the queue. */
export interface StoredScan {
  readonly scanId: string;
  /** By the device's own clock. */
  readonly scannedAt: string;
  readonly listId: string;
  readonly code: string | null;
  readonly ticketId: string | null;
  readonly reason: Reason;
  readonly name: string;
  /** Why somebody was let in against a rule; unset in scans that an older version kept. */
  readonly overrideReason?: string | null;
  readonly outcome: "pending" | "admitted" | "exited" | "refused" | "conflict";
  /** Of a conflict: why they would not have been let in. */
  readonly conflictReason: string | null;
  /** When the server had it, by the device's clock. */
  readonly settledAt: number | null;
}

/** A verdict as it fills the screen. */
export interface ShownVerdict {
  readonly scanId: string;
  readonly reason: Reason | NoAnswer;
  /** They came in, or went out. */
  readonly isAdmitted: boolean;
  /** Let in all the same: the rule that spoke against it. */
  readonly overridden: Reason | null;
  /** When they went out, by a list with re-entry. */
  readonly exitedAt: string | null;
  readonly name: string;
  readonly ticketType: string;
  readonly number: string;
  /** When and where the ticket first came in. */
  readonly firstAt: string | null;
  readonly firstGate: string;
  readonly opensAt: string | null;
  readonly closesAt: string | null;
  readonly isOffline: boolean;
  readonly at: number;
}

/** What is held up, typed, or chosen from the search. */
export type Presented =
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "ticket"; readonly ticketId: string; readonly name: string };

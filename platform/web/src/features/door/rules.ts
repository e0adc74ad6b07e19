// The verdict without a connection, by the downloaded list. The server's rules are turnout/modules/checkin/rules.py:
// the same order of reasons, less what only the server knows (whether a session takes place and has room).
import type { Entry } from "./attendees";
import { exitReason, fullReason, goesOut, stayReason, type Stays } from "./stays";
import type { Direction, DoorList, ListedTicket, Reason } from "./types";
import { windowReason } from "./windows";

export interface Seen {
  /** Undefined: the list on this device has no such ticket. */
  readonly ticket: ListedTicket | undefined;
  /** Of the code that was held up; null: somebody was found by name. */
  readonly codeHash: string | null;
  readonly list: DoorList;
  /** The list's place among those of the download. */
  readonly place: number;
  readonly earlier: Entry | null;
  readonly direction: Direction;
  /** Of a list that counts who is inside; null: of any other. */
  readonly stays: Stays | null;
  /** By the server's clock. */
  readonly now: number;
}

export function decide(seen: Seen): Reason {
  const { ticket, list, stays } = seen;
  if (ticket === undefined) return "unknown_ticket";
  if (goesOut(seen.direction, list, stays)) {
    const isReplaced = stays !== null && seen.codeHash !== null && seen.codeHash !== ticket.code_hash;
    return isReplaced ? "transferred" : exitReason(list, stays);
  }
  return (
    voidReason(ticket, seen.codeHash) ??
    listReason(ticket, seen) ??
    windowReason(list, seen.now) ??
    (stays === null ? null : fullReason(list, stays)) ??
    "admitted"
  );
}

function voidReason(ticket: ListedTicket, codeHash: string | null): Reason | null {
  if (ticket.state === "refunded") return "refunded";
  if (ticket.state !== "valid") return "void";
  return codeHash === null || codeHash === ticket.code_hash ? null : "transferred";
}

function listReason(ticket: ListedTicket, { list, place, earlier, stays, now }: Seen): Reason | null {
  if (!ticket.lists.includes(place)) {
    const hasType = list.ticket_type_ids?.includes(ticket.ticket_type_id) ?? true;
    return list.scope === "session" && hasType ? "not_registered" : "wrong_list";
  }
  if (stays !== null) return stayReason(list, stays, now);
  return earlier === null ? null : "already_admitted";
}

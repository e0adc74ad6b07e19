// Badges that the team sends to the device's print station: each once, and a second one for a reason.
import { useCallback, useState } from "react";
import { Refused, Unreachable } from "../../lib/api";
import type { DoorClient, PrintProgress, SentBadge } from "./client";
import { isSilence } from "./door-state";
import type { DoorKey } from "./texts";
import type { Setup, ShownVerdict } from "./types";

export class DoorBadges {
  constructor(
    private readonly client: () => DoorClient | null,
    private readonly hear: (error: unknown) => Promise<void>,
  ) {}

  async send(ticketId: string, reason: string): Promise<SentBadge> {
    const client = this.client();
    if (client === null) throw new Unreachable("no device");
    try {
      return await client.sendBadge(ticketId, reason);
    } catch (error) {
      await this.hear(error);
      throw error;
    }
  }

  progress(badge: SentBadge): Promise<PrintProgress> {
    const client = this.client();
    return client === null ? Promise.reject(new Unreachable("no device")) : client.printProgress(badge);
  }
}

/** Whether whoever holds this device may send badges to a print station. */
export function mayPrint({ device }: Setup): boolean {
  return device.print_station_id !== null;
}

/** Whoever comes in gets a badge, and whoever came in before may have lost theirs. */
export function hasBadge({ isAdmitted, reason }: ShownVerdict): boolean {
  return isAdmitted ? reason !== "exited" : reason === "already_admitted";
}

/** Where a badge is: on its way to the server, at the station, or why not. */
export type BadgeStep =
  | { readonly kind: "sending" }
  | { readonly kind: "sent"; readonly badge: SentBadge }
  | { readonly kind: "asks" }
  | { readonly kind: "refused"; readonly key: DoorKey };

export interface WantedBadge {
  /** Null: only the server knows the ticket, and the verdict did not say. */
  readonly ticketId: string | null;
  readonly name: string;
  readonly step: BadgeStep;
}

export interface Badges {
  readonly wanted: WantedBadge | null;
  readonly print: (ticketId: string | null, name: string) => void;
  /** Once more: for a reason, where it was printed before. */
  readonly again: (reason: string) => void;
  readonly ask: () => void;
  readonly close: () => void;
}

export function useBadges(badges: DoorBadges): Badges {
  const [wanted, setWanted] = useState<WantedBadge | null>(null);
  const send = (ticketId: string | null, name: string, reason: string): void => {
    const become = (step: BadgeStep): void => setWanted({ ticketId, name, step });
    if (ticketId === null) return become({ kind: "refused", key: "badge.unknown" });
    become({ kind: "sending" });
    badges.send(ticketId, reason).then(
      (badge) => become({ kind: "sent", badge }),
      (error: unknown) => become(refusalOf(error)),
    );
  };
  return {
    wanted,
    print: (ticketId, name) => send(ticketId, name, ""),
    again: (reason) => wanted !== null && send(wanted.ticketId, wanted.name, reason),
    ask: () => setWanted((now) => now && { ...now, step: { kind: "asks" } }),
    close: useCallback(() => setWanted(null), []),
  };
}

function refusalOf(error: unknown): BadgeStep {
  if (!(error instanceof Refused) || isSilence(error)) return { kind: "refused", key: "badge.unsure" };
  const { code, errors } = error.problem;
  if (code === "badges.printed-before") return { kind: "asks" };
  if (code === "idempotency.in-progress") return { kind: "refused", key: "badge.unsure" };
  if (code === "badges.none-for-ticket-type") return { kind: "refused", key: "badge.noLayout" };
  if (errors[0]?.pointer === "/ticket_id") return { kind: "refused", key: "badge.notValid" };
  return { kind: "refused", key: "badge.failed" };
}

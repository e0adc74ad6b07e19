// What the script on a partner's page and our page in its frame say to each other.

/** The version of what they say; a frame that speaks another is passed over. */
export const PROTOCOL = 1;

export interface Placed {
  /** The event's id. */
  readonly event: string;
  /** `confirmed`, `awaiting_payment`, `awaiting_approval` or `under_review`. */
  readonly state: string;
  readonly tickets: number;
  /** In the currency's smallest unit. */
  readonly totalMinor: number;
  readonly currency: string;
}

export type FromFrame =
  | { readonly type: "ready" }
  | { readonly type: "height"; readonly height: number }
  | { readonly type: "step"; readonly step: string }
  | ({ readonly type: "order-placed" } & Placed)
  | { readonly type: "open"; readonly event: string }
  | { readonly type: "close" };

const STEPS = ["tickets", "attendees", "payment"];
const TALLEST = 50_000;

/** What a message says, in the form that we know; null for anything else, whoever sent it. */
export function read(data: unknown): FromFrame | null {
  if (typeof data !== "object" || data === null) return null;
  const { turnout, type, height, step, event, state, tickets, totalMinor, currency } = data as Record<string, unknown>;
  if (turnout !== PROTOCOL) return null;
  if (type === "ready" || type === "close") return { type };
  if (type === "height" && isCount(height) && height <= TALLEST) return { type, height };
  if (type === "step" && typeof step === "string" && STEPS.includes(step)) return { type, step };
  if (type === "open" && typeof event === "string" && isEvent(event)) return { type, event };
  if (type !== "order-placed" || typeof event !== "string" || typeof state !== "string") return null;
  if (!isCount(tickets) || !isCount(totalMinor) || typeof currency !== "string") return null;
  return { type, event, state, tickets, totalMinor, currency };
}

/** `organization/event`, as their page's address names them. */
export function isEvent(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/i.test(name);
}

export function isOrganization(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]*$/i.test(name);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

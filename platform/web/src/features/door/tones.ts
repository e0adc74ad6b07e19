// How grave a verdict is: come in, look again, or stop. Each has a colour, a shape, a sound and a tremor of its own.
import type { ShownVerdict } from "./types";

export type Tone = "good" | "care" | "stop";

/** The ticket is in order, and yet not here, not now or not again; the room is full; or nobody could say. */
const CARE = new Set<string>([
  "already_admitted",
  "wrong_list",
  "not_registered",
  "session_full",
  "session_cancelled",
  "not_yet",
  "over",
  "reentry_limit",
  "reentry_expired",
  "full",
  "not_inside",
  "no_exits",
  "no_list",
  "needs_connection",
  "not_checked",
]);

export function toneOf({ isAdmitted, reason }: Pick<ShownVerdict, "isAdmitted" | "reason">): Tone {
  if (isAdmitted) return "good";
  return CARE.has(reason) ? "care" : "stop";
}

// What staff at the door may set aside, at the console's desk as at the scanner.
import type { Schemas } from "../api/client";

/** Refusals of a valid ticket by a rule of the list; never those of a void or forged one. */
export const OVERRIDABLE: ReadonlySet<string> = new Set<Schemas["CheckinVerdict"]["reason"]>([
  "already_admitted",
  "wrong_list",
  "not_registered",
  "session_full",
  "not_yet",
  "over",
  "reentry_limit",
  "reentry_expired",
  "full",
]);

// Whom to invite, as people paste it: one guest per line, with or without a name.
import type { Schemas } from "../../../api/client";

export type Guest = Schemas["EventsInvitee"];

export const MOST_AT_ONCE = 500;
const ADDRESS = /[^\s<>,;"]+@[^\s<>,;"]+\.[^\s<>,;"]+/;

export interface Guests {
  readonly guests: readonly Guest[];
  /** Lines in which no address stands. */
  readonly unreadable: readonly string[];
}

/** Reads "Ada Lovelace <ada@example.org>", "Ada Lovelace, ada@example.org" and "ada@example.org". */
export function guestsOf(typed: string): Guests {
  const lines = typed
    .split(/\n/)
    .flatMap((line) => (isListOfAddresses(line) ? line.split(/[,;]/) : [line]))
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const guests: Guest[] = [];
  const unreadable: string[] = [];
  for (const line of lines) {
    const email = ADDRESS.exec(line)?.[0];
    if (email === undefined) unreadable.push(line);
    else guests.push({ email, name: nameIn(line, email) });
  }
  return { guests, unreadable };
}

function isListOfAddresses(line: string): boolean {
  return (line.match(/@/g) ?? []).length > 1;
}

function nameIn(line: string, email: string): string {
  return line
    .replace(email, " ")
    .replace(/[<>,;"\t]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

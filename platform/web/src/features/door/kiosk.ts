// What a kiosk does besides scanning: finding a ticket by what its holder knows, the badge, and the staff's PIN.
import { Refused } from "../../lib/api";
import { plainLetters } from "../../lib/matching";
import { plainOrderNumber } from "../../lib/typed-text";
import type { Schemas } from "../../api/client";
import type { DoorClient, PrintProgress, SentBadge } from "./client";
import { isSilence } from "./door-state";
import type { Attendees } from "./types";

export type KioskSetup = NonNullable<Schemas["CheckinDeviceSetup"]["kiosk"]>;
export type NameForm = NonNullable<Schemas["KiosksNewBadge"]["name_form"]>;
export type KioskFound =
  | { readonly kind: "found"; readonly ticketId: string; readonly name: string }
  | { readonly kind: "nobody" | "limited" | "failed" };

const UNKNOWN = 404;
const TOO_MANY = 429;

export class KioskDesk {
  constructor(
    private readonly clientOf: () => DoorClient | null,
    private readonly hear: (error: unknown) => Promise<void>,
    private readonly attendeesOf: () => Attendees | null,
  ) {}

  /** One ticket at most; without a connection by the list on the device, which has no addresses. */
  async find(name: string, proof: string, isOnline: boolean): Promise<KioskFound> {
    const client = this.clientOf();
    if (client !== null && isOnline) {
      try {
        const found = await client.findAtKiosk(name, proof);
        return { kind: "found", ticketId: found.ticket_id, name: found.name };
      } catch (error) {
        if (error instanceof Refused && error.problem.status === UNKNOWN) return { kind: "nobody" };
        if (error instanceof Refused && error.problem.status === TOO_MANY) return { kind: "limited" };
        await this.hear(error);
        if (!isSilence(error)) return { kind: "failed" };
      }
    }
    const attendees = this.attendeesOf();
    return attendees === null ? { kind: "failed" } : findHere(attendees, name, proof);
  }

  /** The badge as a file that this browser prints, or on its way to the kiosk's print station. */
  async badge(ticketId: string, nameForm: NameForm): Promise<Blob | SentBadge> {
    return this.client().kioskBadge(ticketId, nameForm);
  }

  /** How far a badge is that was sent to the print station. */
  async progress(badge: SentBadge): Promise<PrintProgress> {
    return this.client().printProgress(badge);
  }

  private client(): DoorClient {
    const client = this.clientOf();
    if (client === null) throw new Error("this device has left");
    return client;
  }
}

/** As the server does it, by the order's number alone. */
export function findHere(attendees: Attendees, name: string, proof: string): KioskFound {
  const number = plainOrderNumber(proof);
  const of = attendees.tickets.filter((each) => each.number === number && isNamed(each.name, name));
  const best = of.find((each) => each.state === "valid" && each.entries.length === 0) ?? of[0];
  return best === undefined ? { kind: "nobody" } : { kind: "found", ticketId: best.id, name: best.name };
}

/** Whether each typed word is one of the name, whatever its accents and case. */
export function isNamed(holder: string, typed: string): boolean {
  const known = new Set(wordsOf(holder));
  const words = wordsOf(typed);
  return words.length > 0 && words.every((each) => known.has(each));
}

function wordsOf(text: string): string[] {
  const plain = plainLetters(text).replaceAll(/\p{M}/gu, "");
  return plain.split(/[^\p{L}\p{N}]+/u).filter((each) => each !== "");
}

/** How a name may stand on a badge, the whole of it first; the server cuts it the same way. */
export function nameForms(name: string): readonly (readonly [NameForm, string])[] {
  const words = name.split(/\s+/).filter((each) => each !== "");
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined || words.length === 1) return [["full", name]];
  const forms: (readonly [NameForm, string])[] = [["full", name]];
  if (words.length > 2) forms.push(["first_last", `${first} ${last}`]);
  return [...forms, ["first", first]];
}

/** Compared on the device, so that the team gets in without a connection too. */
export async function isPin(typed: string, pin: KioskSetup["pin"]): Promise<boolean> {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(typed), "PBKDF2", false, ["deriveBits"]);
  const salt = Uint8Array.from(atob(pin.salt), (each) => each.charCodeAt(0));
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: pin.iterations };
  const bits = new Uint8Array(await crypto.subtle.deriveBits(how, key, 256));
  return btoa(String.fromCharCode(...bits)) === pin.hash;
}

// Ticket codes: their form, their claims and their signature. The server's side is turnout/modules/tickets/codes.py.
import { plainCode, readAsDigits } from "../../lib/typed-text";
import { isSignedBy } from "./ed25519";

export interface Claims {
  readonly eventId: string;
  readonly ticketId: string;
  readonly nonce: Uint8Array<ArrayBuffer>;
}

export type CodeReason = "malformed" | "unknown_key" | "forged" | "wrong_event";
export type CheckedCode =
  { readonly claims: Claims; readonly reason: null } | { readonly claims: null; readonly reason: CodeReason };

const SHAPE = /^v1\.([\w-]{6})\.([\w-]{54})\.([\w-]{86})$/;
/** Twenty digits: the last eight bytes of a code as a number, which Code 128 has room for. */
const BARCODE_NUMBER = /^\d{20}$/;
const CROCKFORD = /^[0-9A-HJKMNP-TV-Z]{8}$/;
const UUID_BYTES = 16;
const NONCE_BYTES = 8;
const HASH_DIGITS = 32;

/** The claims of a text that has the form of a ticket code, believed by nobody yet; null for any other. */
export function readClaims(text: string): Claims | null {
  const shape = SHAPE.exec(text);
  const [kid, payload, signature] = [1, 2, 3].map((group) => decode(shape?.[group] ?? "="));
  if (!kid || !payload || !signature) return null;
  return {
    eventId: uuidOf(payload.subarray(0, UUID_BYTES)),
    ticketId: uuidOf(payload.subarray(UUID_BYTES, 2 * UUID_BYTES)),
    nonce: payload.slice(2 * UUID_BYTES),
  };
}

/**
 * The claims of a genuine code for this event, else the first reason that applies: malformed, unknown key, forged,
 * another event. `keys` are public keys in base64 by their id.
 */
export async function checkCode(
  text: string,
  keys: ReadonlyMap<string, string>,
  eventId: string,
): Promise<CheckedCode> {
  const claims = readClaims(text);
  if (claims === null) return { claims: null, reason: "malformed" };
  const [, kid = "", , signature = ""] = text.split(".");
  const key = keys.get(kid);
  if (key === undefined) return { claims: null, reason: "unknown_key" };
  const signed = new TextEncoder().encode(text.slice(0, text.lastIndexOf(".")));
  const proof = decode(signature) ?? new Uint8Array();
  if (!(await isSignedBy(bytesOf(key), proof, signed))) return { claims: null, reason: "forged" };
  return claims.eventId === eventId ? { claims, reason: null } : { claims: null, reason: "wrong_event" };
}

/** What the downloaded list has in place of a code's last eight bytes. */
export async function codeHash(nonce: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", nonce));
  return hexOf(digest).slice(0, HASH_DIGITS);
}

/** `4F7K-9Q2M` of what a person reads out, whatever its case, blanks and hyphens; null where it is none. */
export function shortCodeOf(text: string): string | null {
  const letters = readAsDigits(plainCode(text));
  return CROCKFORD.test(letters) ? `${letters.slice(0, 4)}-${letters.slice(4)}` : null;
}

/** The last eight bytes of the code that a barcode number stands for; null where it is none. */
export function nonceOfBarcode(text: string): Uint8Array<ArrayBuffer> | null {
  if (!BARCODE_NUMBER.test(text)) return null;
  const number = BigInt(text);
  if (BigInt.asUintN(8 * NONCE_BYTES, number) !== number) return null;
  const bytes = new Uint8Array(NONCE_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, number);
  return bytes;
}

/** One name for each code of a ticket, whichever symbol it stands in: what is beside each other on a page is one. */
export function identityOf(text: string): string {
  const nonce = readClaims(text)?.nonce ?? nonceOfBarcode(text);
  return nonce === null ? text : hexOf(nonce);
}

/** The bytes of URL-safe base64; null for a spelling that is not the one we write. */
function decode(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const bytes = bytesOf(text.replace(/-/g, "+").replace(/_/g, "/"));
    const again = btoa(String.fromCharCode(...bytes));
    return again.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "") === text ? bytes : null;
  } catch {
    return null;
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function uuidOf(bytes: Uint8Array): string {
  return hexOf(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

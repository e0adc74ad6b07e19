// Consent to text messages: what the buyer chose, and the request that tells it.
import { Refused } from "../../lib/api";
import type { Client } from "./client";
import type { Message, Refusal } from "./messages";
import type { Buyer } from "./model";
import type { Order, TextConsent } from "./types";

export interface TextChoice {
  /** What the server knows, with the sentence that is shown. */
  readonly known: TextConsent;
  readonly phone: string;
  /** The box, which is empty until the buyer ticks it. */
  readonly agreed: boolean;
}

interface Told {
  readonly texts: TextChoice | null;
  readonly order: Order | null;
  readonly secret: string;
  readonly buyer: Buyer;
}

export const TEXT_PHONE = "text-phone";
const INVALID = 422;

/** What stands in the form: what was typed for this purchase, else what the order's buyer agreed to. */
export function textChoice(before: TextChoice | null, known: TextConsent): TextChoice {
  if (!known.is_offered && !known.is_given) return { known, phone: before?.phone ?? "", agreed: false };
  const isSame = before !== null && before.known.wording === known.wording;
  if (isSame && !known.is_given) return { ...before, known };
  return { known, phone: known.phone || (before?.phone ?? ""), agreed: known.is_given };
}

/** The same choice for another order, whose buyer has not told it yet. */
export function untold(texts: TextChoice | null): TextChoice | null {
  return texts && { ...texts, known: { ...texts.known, is_given: false, phone: "" } };
}

/** A number that stands without a tick is not sent, and nothing is wrong with it. */
export function checkTexts(texts: TextChoice | null | undefined): [string, Message][] {
  const isMissing = texts?.agreed === true && !/\d/.test(texts.phone);
  return isMissing ? [[TEXT_PHONE, { key: "errors.textPhone" }]] : [];
}

/** Tells the server what changed; returns what it knows now, null where there is nothing to tell. */
export async function tellTexts(client: Client, state: Told): Promise<TextConsent | null> {
  const { texts, order, secret, buyer } = state;
  if (texts === null || order === null) return null;
  const { known, agreed } = texts;
  const phone = texts.phone.trim();
  if (agreed === known.is_given && (!agreed || phone === known.phone)) return null;
  return client.updateTextConsent(
    order,
    secret,
    agreed
      ? { is_given: true, phone, wording: known.wording, language: buyer.locale, place: "checkout" }
      : { is_given: false },
  );
}

/** The refusal of a consent, at its field; null for any other error. */
export function textRefusal(error: unknown): { readonly refusal: Refusal; readonly isOutdated: boolean } | null {
  if (!(error instanceof Refused)) return null;
  const { code, status } = error.problem;
  if (status === INVALID)
    return { refusal: { fields: new Map([[TEXT_PHONE, { key: "errors.textPhone" }]]), others: [] }, isOutdated: false };
  const key =
    code === "text-messages.wording-changed"
      ? "errors.textWording"
      : code === "text-messages.not-offered"
        ? "errors.textsNotOffered"
        : null;
  return key === null ? null : { refusal: { fields: new Map(), others: [{ key }] }, isOutdated: true };
}

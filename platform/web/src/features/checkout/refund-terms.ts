// The sentences of the refund terms: what a buyer gets back, and until when.
import type { BuyerTerms } from "./types";
import type { Message } from "./messages";

const WHOLE_BP = 10_000;

/** Formatters of amounts and shares in the reader's language. */
export interface Formatters {
  readonly money: (minor: number) => string;
  readonly share: (basisPoints: number) => string;
}

/** The sentences in the order of time; the fee only where it is retained in this currency. */
export function refundTermsText(terms: BuyerTerms, currency: string, { money, share }: Formatters): Message[] {
  if (terms.refund === "none") return [{ key: "returns.none" }];
  const said: Message[] =
    terms.refund === "full"
      ? [{ key: "returns.always", values: { share: share(WHOLE_BP) } }]
      : refundSteps(terms).map(({ days, bp }) => until(days, share(bp)));
  if (said.length === 0) return [{ key: "returns.none" }];
  const isKept = terms.fee_minor > 0 && terms.fee_currency === currency;
  return isKept ? [...said, { key: "returns.fee", values: { fee: money(terms.fee_minor) } }] : said;
}

/** The days on which the refunded share falls, the earliest first, without steps that change nothing. */
function refundSteps({ tiers }: BuyerTerms): { readonly days: number; readonly bp: number }[] {
  const latestFirst = [...tiers].sort((one, other) => one.days_before - other.days_before);
  let best = 0;
  const steps = latestFirst.flatMap(({ days_before: days, share_bp: bp }) => {
    if (bp <= best) return [];
    best = bp;
    return [{ days, bp }];
  });
  return steps.reverse();
}

function until(days: number, share: string): Message {
  return days === 0
    ? { key: "returns.sameDay", values: { share } }
    : { key: "returns.until", values: { count: days, share } };
}

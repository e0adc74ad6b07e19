// Messages to the buyer: the key of a text with its values, put into a language when shown.
import type { FieldProblem, Problem } from "../../lib/problems";
import type { Keys } from "../../lib/texts";
import type english from "./texts/en.json";

/** The names of the checkout's texts; a plural by its stem. */
export type TextKey = Keys<typeof english>;

/** A text of the catalogue, or a sentence that came from elsewhere and stays as it is. */
export type Message =
  { readonly key: TextKey; readonly values?: Readonly<Record<string, string | number>> } | { readonly text: string };

export interface Refusal {
  /** Field id → what is wrong with it. */
  readonly fields: ReadonlyMap<string, Message>;
  /** What belongs to no field on screen. */
  readonly others: readonly Message[];
}

type CodedFieldProblem = FieldProblem & { readonly code?: unknown };

/** Problem codes that have a text of their own. */
const PROBLEM_TEXTS: Readonly<Record<string, TextKey>> = {
  "inventory.sold-out": "errors.soldOut",
  "orders.not-on-sale": "errors.notOnSale",
  "orders.no-such-event": "errors.noEvent",
  "orders.incomplete": "errors.incomplete",
  "orders.no-payment-method": "errors.noMethod",
  "orders.payment-under-way": "errors.underWay",
  "orders.plan-in-force": "errors.planInForce",
  "orders.nothing-to-pay": "errors.nothingToPay",
  "fraud-rules.too-many": "errors.tooMuch",
  "blocked-addresses.order-blocked": "errors.blocked",
  "fraud-rules.challenge-required": "errors.challenge",
  unavailable: "errors.unavailable",
  internal: "errors.internal",
};
const FIELD_PROBLEM_TEXTS: Readonly<Record<string, TextKey>> = {
  "per-person": "errors.perPerson",
  "price-changed": "errors.priceChanged",
  "code-unknown": "codes.unknown",
  "code-ended": "codes.ended",
  "code-used-up": "codes.usedUp",
  "code-used-by-you": "codes.usedByYou",
  "code-not-for-these": "codes.notForThese",
  "code-too-few": "codes.tooFew",
  "code-too-little": "codes.tooLittle",
  "code-other-currency": "codes.otherCurrency",
  "not-in-currency": "errors.notInCurrency",
  "code-not-combinable": "codes.notCombinable",
  "member-number-unknown": "members.unknown",
  "member-number-ended": "members.ended",
  "member-number-used-up": "members.usedUp",
  "member-number-too-many": "members.tooMany",
  "not-on-sale": "errors.typeNotOnSale",
  "not-offered": "errors.notOffered",
  outdated: "errors.termsChanged",
};

/** The server could not be reached: what was meant to happen may or may not have happened. */
export const UNREACHED: Message = { key: "errors.unreached" };

/** The messages of a problem document; `idOf` maps a pointer to its field, `known` has better messages for fields. */
export function explainProblem(
  problem: Problem,
  idOf: (pointer: string) => string | null,
  known: (error: CodedFieldProblem) => Message | null,
): Refusal {
  const fields = new Map<string, Message>();
  const others: Message[] = [];
  for (const error of problem.errors as readonly CodedFieldProblem[]) {
    const id = idOf(error.pointer);
    const words = known(error) ?? fieldMessage(error);
    if (id === null) others.push(words);
    else if (!fields.has(id)) fields.set(id, words);
  }
  if (problem.errors.length === 0) others.push(generalMessage(problem));
  if (problem.status >= 500 && problem.requestId)
    others.push({ key: "errors.number", values: { number: problem.requestId } });
  return { fields, others };
}

function fieldMessage(error: CodedFieldProblem): Message {
  const key = typeof error.code === "string" ? FIELD_PROBLEM_TEXTS[error.code] : undefined;
  return key === undefined ? { text: error.detail } : { key };
}

function generalMessage(problem: Problem): Message {
  const key = PROBLEM_TEXTS[problem.code] ?? (problem.status >= 500 ? "errors.internal" : undefined);
  if (key === undefined && problem.status === 429)
    return { key: "errors.tooOften", values: { count: problem.retryAfterSeconds ?? 1 } };
  return key === undefined ? { text: problem.detail || problem.title } : { key };
}

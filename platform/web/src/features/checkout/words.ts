// What is said to the buyer, as the name of a text and its values; the language comes in when it is shown.
import type { FieldProblem, Problem } from "../../lib/problems";
import type { Keys } from "../../lib/texts";
import type english from "./texts/en.json";

/** The names of the checkout's texts; a plural by its stem. */
export type Key = Keys<typeof english>;

/** A text of the catalogue, or a sentence that came from elsewhere and stays as it is. */
export type Words =
  { readonly key: Key; readonly values?: Readonly<Record<string, string | number>> } | { readonly text: string };

export interface Refusal {
  /** Field id → what is wrong with it. */
  readonly fields: ReadonlyMap<string, Words>;
  /** What belongs to no field on screen. */
  readonly others: readonly Words[];
}

type Coded = FieldProblem & { readonly code?: unknown };

/** Refusals of which the catalogue says more, or says it in the buyer's language. */
const CODES: Readonly<Record<string, Key>> = {
  "inventory.sold-out": "errors.soldOut",
  "orders.not-on-sale": "errors.notOnSale",
  "orders.no-such-event": "errors.noEvent",
  "orders.incomplete": "errors.incomplete",
  "orders.no-payment-method": "errors.noMethod",
  "orders.payment-under-way": "errors.underWay",
  "orders.plan-in-force": "errors.planInForce",
  "orders.nothing-to-pay": "errors.nothingToPay",
  unavailable: "errors.unavailable",
  internal: "errors.internal",
};
const FIELD_CODES: Readonly<Record<string, Key>> = {
  "per-person": "errors.perPerson",
  "not-on-sale": "errors.typeNotOnSale",
  "not-offered": "errors.notOffered",
  outdated: "errors.termsChanged",
};

/** The server could not be reached: what was meant to happen may or may not have happened. */
export const UNREACHED: Words = { key: "errors.unreached" };

/** Puts a refusal into words; `idOf` names the field of a pointer, `known` says it better for a field. */
export function refusalOf(
  problem: Problem,
  idOf: (pointer: string) => string | null,
  known: (error: Coded) => Words | null,
): Refusal {
  const fields = new Map<string, Words>();
  const others: Words[] = [];
  for (const error of problem.errors as readonly Coded[]) {
    const id = idOf(error.pointer);
    const words = known(error) ?? coded(error);
    if (id === null) others.push(words);
    else if (!fields.has(id)) fields.set(id, words);
  }
  if (problem.errors.length === 0) others.push(general(problem));
  if (problem.status >= 500 && problem.requestId)
    others.push({ key: "errors.number", values: { number: problem.requestId } });
  return { fields, others };
}

function coded(error: Coded): Words {
  const key = typeof error.code === "string" ? FIELD_CODES[error.code] : undefined;
  return key === undefined ? { text: error.detail } : { key };
}

function general(problem: Problem): Words {
  if (problem.status === 429) return { key: "errors.tooOften", values: { count: problem.retryAfterSeconds ?? 1 } };
  const key = CODES[problem.code] ?? (problem.status >= 500 ? "errors.internal" : undefined);
  return key === undefined ? { text: problem.detail || problem.title } : { key };
}

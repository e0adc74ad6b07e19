// A discount as a form: what it shows, what is wrong, and what the API is asked.
import { amountOf, basisPointsOf, isWhole, minorOf, percentOf } from "../../../lib/typed-numbers";
import { plainCode } from "../../../lib/typed-text";
import { instantIn, localIn } from "../../../lib/zoned";
import { hasWrongAmount, minorAmounts, typedAmounts, type TypedAmounts } from "../parts/currency-amounts";
import type { Discount, DiscountChanges } from "./queries";

export type Value = "percent" | "amount" | "nothing";

export interface DiscountForm {
  readonly code: string;
  readonly name: string;
  readonly value: Value;
  readonly percent: string;
  readonly amount: string;
  readonly currency: string;
  /** Of the amount, in further currencies. */
  readonly amounts: TypedAmounts;
  readonly types: readonly string[];
  readonly opens: boolean;
  readonly stackable: boolean;
  readonly starts: string;
  readonly ends: string;
  readonly uses: string;
  readonly perPerson: string;
  readonly quantity: string;
  readonly minimum: string;
  /** Of the least order value, in further currencies. */
  readonly minimums: TypedAmounts;
}

export type DiscountField = keyof DiscountForm;
export type DiscountProblem = "code" | "percent" | "amount" | "whole" | "ends" | "nothing";

/** Where times and amounts are those of. */
export interface Place {
  readonly timeZone: string;
  readonly digits: (currency: string) => number;
  /** Of the least order value, and of a new amount. */
  readonly currency: string;
}

export function emptyForm({ currency }: Place): DiscountForm {
  return {
    code: "",
    name: "",
    value: "percent",
    percent: "",
    amount: "",
    currency,
    amounts: {},
    types: [],
    opens: false,
    stackable: false,
    starts: "",
    ends: "",
    uses: "",
    perPerson: "",
    quantity: "1",
    minimum: "",
    minimums: {},
  };
}

export function formOf(discount: Discount, place: Place): DiscountForm {
  const currency = discount.currency ?? place.currency;
  const { percent_bp: share, amount_minor: amount } = discount;
  return {
    code: discount.code ?? "",
    name: discount.name,
    value: share !== null ? "percent" : amount !== null ? "amount" : "nothing",
    percent: share === null ? "" : percentOf(share),
    amount: amount === null ? "" : amountOf(amount, place.digits(currency)),
    currency,
    amounts: typedOf(discount, "amount_minor", place),
    types: discount.ticket_type_ids,
    opens: discount.opens_hidden,
    stackable: discount.is_stackable,
    starts: localIn(discount.starts_at, place.timeZone),
    ends: localIn(discount.ends_at, place.timeZone),
    uses: wholeText(discount.uses_per_code),
    perPerson: wholeText(discount.uses_per_person),
    quantity: String(discount.minimum_quantity),
    minimum: discount.minimum_minor === 0 ? "" : amountOf(discount.minimum_minor, place.digits(currency)),
    minimums: typedOf(discount, "minimum_minor", place),
  };
}

function typedOf({ amounts }: Discount, name: "amount_minor" | "minimum_minor", { digits }: Place): TypedAmounts {
  const known = Object.entries(amounts).flatMap(([currency, terms]) => {
    const minor = terms[name];
    return minor === null || minor === 0 ? [] : [[currency, minor] as const];
  });
  return typedAmounts(Object.fromEntries(known), digits);
}

const CODE = /^[0-9A-Za-z]{4,20}$/;

/** What is wrong before anything is sent; the server judges again. */
export function problemsOf(form: DiscountForm, place: Place, isNew: boolean): Map<DiscountField, DiscountProblem> {
  const found = new Map<DiscountField, DiscountProblem>();
  if (isNew && !CODE.test(plainCode(form.code))) found.set("code", "code");
  if (form.value === "percent" && !basisPointsOf(form.percent)) found.set("percent", "percent");
  const digits = place.digits(form.currency);
  if (form.value === "amount" && !minorOf(form.amount, digits)) found.set("amount", "amount");
  if (form.value === "amount" && hasWrongAmount(form.amounts, place.digits)) found.set("amounts", "amount");
  if (form.value !== "nothing" && hasWrongAmount(form.minimums, place.digits)) found.set("minimums", "amount");
  if (form.value === "nothing" && !form.opens) found.set("opens", "nothing");
  for (const name of ["uses", "perPerson"] as const)
    if (form[name] !== "" && !isAboveZero(form[name])) found.set(name, "whole");
  if (!isAboveZero(form.quantity)) found.set("quantity", "whole");
  if (minorOf(form.minimum, digits) === null) found.set("minimum", "amount");
  if (form.starts !== "" && form.ends !== "" && form.starts >= form.ends) found.set("ends", "ends");
  return found;
}

type Says = { readonly [K in DiscountField]: (form: DiscountForm, place: Place) => DiscountChanges };

function valueOf(form: DiscountForm, place: Place): DiscountChanges {
  const isAmount = form.value === "amount";
  return {
    percent_bp: form.value === "percent" ? basisPointsOf(form.percent) : null,
    amount_minor: isAmount ? minorOf(form.amount, place.digits(form.currency)) : null,
    currency: isAmount ? (form.currency as NonNullable<DiscountChanges["currency"]>) : null,
    amounts: amountsOf(form, place),
  };
}

/** A currency in which nothing is said is left out: there, an amount does not count. */
function amountsOf(form: DiscountForm, { digits }: Place): NonNullable<DiscountChanges["amounts"]> {
  if (form.value === "nothing") return {};
  const least = minorAmounts(form.minimums, digits);
  const off = form.value === "amount" ? minorAmounts(form.amounts, digits) : {};
  const said = form.value === "amount" ? Object.keys(off) : Object.keys(least).filter((each) => least[each] !== 0);
  return Object.fromEntries(
    said
      .filter((each) => each !== form.currency || form.value === "percent")
      .map((each) => [each, { amount_minor: off[each] ?? null, minimum_minor: least[each] ?? 0 }]),
  );
}

/** Field of the form → what it says in the API. */
const SAYS: Says = {
  code: () => ({}),
  name: ({ name, code }) => ({ name: name.trim() || plainCode(code) }),
  value: valueOf,
  percent: valueOf,
  amount: valueOf,
  currency: valueOf,
  amounts: valueOf,
  types: ({ types }) => ({ ticket_type_ids: [...types] }),
  opens: ({ opens }) => ({ opens_hidden: opens }),
  stackable: ({ stackable }) => ({ is_stackable: stackable }),
  starts: ({ starts }, { timeZone }) => ({ starts_at: starts === "" ? null : instantIn(starts, timeZone) }),
  ends: ({ ends }, { timeZone }) => ({ ends_at: ends === "" ? null : instantIn(ends, timeZone) }),
  uses: ({ uses }) => ({ uses_per_code: wholeOf(uses) }),
  perPerson: ({ perPerson }) => ({ uses_per_person: wholeOf(perPerson) }),
  quantity: ({ quantity }) => ({ minimum_quantity: Number(quantity) }),
  minimum: ({ minimum, currency }, { digits }) => ({ minimum_minor: minorOf(minimum, digits(currency)) ?? 0 }),
  minimums: valueOf,
};

/** What the API is asked to change: the named fields and nothing else. */
export function changesOf(form: DiscountForm, changed: readonly DiscountField[], place: Place): DiscountChanges {
  return Object.assign({}, ...changed.map((name) => SAYS[name](form, place))) as DiscountChanges;
}

const POINTERS: Readonly<Record<string, DiscountField>> = {
  code: "code",
  name: "name",
  percent_bp: "percent",
  amount_minor: "amount",
  currency: "currency",
  amounts: "amounts",
  ticket_type_ids: "types",
  opens_hidden: "opens",
  starts_at: "starts",
  ends_at: "ends",
  uses_per_code: "uses",
  uses_per_person: "perPerson",
  minimum_quantity: "quantity",
  minimum_minor: "minimum",
};

/** The field that a pointer of the API means. */
export function fieldOf(pointer: string): DiscountField | null {
  return POINTERS[pointer.split("/")[1] ?? ""] ?? null;
}

function wholeText(number: number | null): string {
  return number === null ? "" : String(number);
}

function wholeOf(typed: string): number | null {
  return typed.trim() === "" ? null : Number(typed);
}

function isAboveZero(typed: string): boolean {
  return isWhole(typed) && Number(typed) > 0;
}

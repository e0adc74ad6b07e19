// A price rule as a form: what it shows, what is wrong, and what the API is asked.
import { amountOf, basisPointsOf, isWhole, minorOf, percentOf } from "../../../lib/typed-numbers";
import { instantIn, localIn } from "../../../lib/zoned";
import {
  hasWrongAmount,
  minorAmounts,
  typedAmounts,
  type DigitsOf,
  type TypedAmounts,
} from "../parts/currency-amounts";
import type { NewPriceRule, PriceRule, PriceRuleChanges } from "./queries";

export type Kind = PriceRule["kind"];
/** By what buyers are entitled to a member price. */
export type By = "list" | "group" | "purchase";
export type Value = "price" | "percent";

export interface RuleForm {
  readonly type: string;
  readonly kind: Kind;
  readonly name: string;
  readonly value: Value;
  readonly price: string;
  /** In further currencies. */
  readonly prices: TypedAmounts;
  readonly percent: string;
  readonly starts: string;
  readonly ends: string;
  readonly soldFrom: string;
  readonly soldUntil: string;
  readonly least: string;
  readonly most: string;
  readonly take: string;
  readonly pay: string;
  readonly by: By;
  /** The id of a member list. */
  readonly list: string;
  readonly group: string;
  /** The id of an event or series that former buyers had a ticket of. */
  readonly bought: string;
}

export type RuleField = keyof RuleForm;
export type RuleProblem =
  | "type"
  | "name"
  | "price"
  | "prices"
  | "percent"
  | "whole"
  | "ends"
  | "end"
  | "sold"
  | "band"
  | "most"
  | "pay"
  | "list"
  | "group"
  | "bought";

/** Where times and amounts are those of. */
export interface Place {
  readonly timeZone: string;
  /** Digits after the point of the event's prices. */
  readonly digits: number;
  readonly digitsOf: DigitsOf;
}

const LEAST_BAND = 2;

export function emptyForm(type: string): RuleForm {
  return {
    type,
    kind: "early_bird",
    name: "",
    value: "price",
    price: "",
    prices: {},
    percent: "",
    starts: "",
    ends: "",
    soldFrom: "",
    soldUntil: "",
    least: "",
    most: "",
    take: "",
    pay: "",
    by: "list",
    list: "",
    group: "",
    bought: "",
  };
}

export function formOf(rule: PriceRule, { timeZone, digits, digitsOf }: Place): RuleForm {
  const isBand = rule.kind === "quantity";
  return {
    type: rule.ticket_type_id,
    kind: rule.kind,
    name: rule.name,
    value: rule.price_minor === null ? "percent" : "price",
    price: rule.price_minor === null ? "" : amountOf(rule.price_minor, digits),
    prices: typedAmounts(rule.prices, digitsOf),
    percent: rule.percent_bp === null ? "" : percentOf(rule.percent_bp),
    starts: localIn(rule.starts_at, timeZone),
    ends: localIn(rule.ends_at, timeZone),
    soldFrom: rule.sold_from === 0 ? "" : String(rule.sold_from),
    soldUntil: wholeText(rule.sold_until),
    least: isBand ? String(rule.minimum_quantity) : "",
    most: wholeText(rule.maximum_quantity),
    take: wholeText(rule.take_units),
    pay: wholeText(rule.pay_units),
    by: byOf(rule),
    list: rule.member_list_id ?? "",
    group: rule.member_group ?? "",
    bought: boughtText(rule),
  };
}

export function byOf({ member_list_id: list, member_group: group, kind }: PriceRule): By {
  if (kind !== "member" || list !== null) return "list";
  return group === null ? "purchase" : "group";
}

const SERIES = "series:";

function boughtText({ bought_event_ids: [event], bought_series_ids: [series] }: PriceRule): string {
  return event ?? (series === undefined ? "" : seriesChoice(series));
}

/** A series among the events that one chooses from. */
export function seriesChoice(id: string): string {
  return SERIES + id;
}

/** What is wrong before anything is sent; the server judges again. */
export function problemsOf(form: RuleForm, { digits, digitsOf }: Place): Map<RuleField, RuleProblem> {
  const found = new Map<RuleField, RuleProblem>();
  if (form.type === "") found.set("type", "type");
  if (form.name.trim() === "") found.set("name", "name");
  if (form.starts !== "" && form.ends !== "" && form.starts >= form.ends) found.set("ends", "ends");
  if (form.kind === "multibuy") return withMultibuyProblems(form, found);
  if (form.value === "price" && (form.price.trim() === "" || minorOf(form.price, digits) === null))
    found.set("price", "price");
  if (form.value === "price" && hasWrongAmount(form.prices, digitsOf)) found.set("prices", "prices");
  if (form.value === "percent" && !basisPointsOf(form.percent)) found.set("percent", "percent");
  if (form.kind === "quantity") return withBandProblems(form, found);
  if (form.kind === "member") return withMemberProblems(form, found);
  for (const name of ["soldFrom", "soldUntil"] as const)
    if (form[name] !== "" && !isWhole(form[name])) found.set(name, "whole");
  if (form.ends === "" && form.soldUntil === "") found.set("ends", "end");
  else if (form.soldUntil !== "" && Number(form.soldUntil) <= Number(form.soldFrom || 0))
    found.set("soldUntil", "sold");
  return found;
}

function withBandProblems(form: RuleForm, found: Map<RuleField, RuleProblem>): Map<RuleField, RuleProblem> {
  if (!isWhole(form.least) || Number(form.least) < LEAST_BAND) found.set("least", "band");
  else if (form.most !== "" && (!isWhole(form.most) || Number(form.most) < Number(form.least)))
    found.set("most", "most");
  return found;
}

function withMultibuyProblems(form: RuleForm, found: Map<RuleField, RuleProblem>): Map<RuleField, RuleProblem> {
  if (!isWhole(form.take) || Number(form.take) < LEAST_BAND) found.set("take", "band");
  else if (!isWhole(form.pay) || Number(form.pay) < 1 || Number(form.pay) >= Number(form.take)) found.set("pay", "pay");
  return found;
}

function withMemberProblems(form: RuleForm, found: Map<RuleField, RuleProblem>): Map<RuleField, RuleProblem> {
  const needed = ({ list: "list", group: "group", purchase: "bought" } as const)[form.by];
  if (form[needed].trim() === "") found.set(needed, needed);
  if (form.most !== "" && (!isWhole(form.most) || Number(form.most) < 1)) found.set("most", "whole");
  return found;
}

type Says = { readonly [K in RuleField]: (form: RuleForm, place: Place) => PriceRuleChanges };

function valueOf(form: RuleForm, { digits, digitsOf }: Place): PriceRuleChanges {
  if (form.kind === "multibuy") return { price_minor: null, percent_bp: null, prices: {} };
  return form.value === "price"
    ? { price_minor: minorOf(form.price, digits), percent_bp: null, prices: minorAmounts(form.prices, digitsOf) }
    : { price_minor: null, percent_bp: basisPointsOf(form.percent), prices: {} };
}

function soldOf({ kind, soldFrom, soldUntil }: RuleForm): PriceRuleChanges {
  if (kind !== "early_bird") return { sold_from: 0, sold_until: null };
  return { sold_from: Number(soldFrom || 0), sold_until: wholeOf(soldUntil) };
}

function bandOf({ kind, least, most }: RuleForm): PriceRuleChanges {
  if (kind === "member") return { minimum_quantity: 1, maximum_quantity: wholeOf(most) };
  if (kind !== "quantity") return { minimum_quantity: 1, maximum_quantity: null };
  return { minimum_quantity: Number(least), maximum_quantity: wholeOf(most) };
}

function multibuyOf({ kind, take, pay }: RuleForm): PriceRuleChanges {
  if (kind !== "multibuy") return { take_units: null, pay_units: null };
  return { take_units: Number(take), pay_units: Number(pay) };
}

function membersOf({ kind, by, list, group, bought }: RuleForm): PriceRuleChanges {
  if (kind !== "member") return {};
  const isSeries = bought.startsWith(SERIES);
  const has = by === "purchase" && bought !== "";
  return {
    member_list_id: by === "list" && list !== "" ? list : null,
    member_group: by === "group" ? group.trim() : null,
    bought_event_ids: has && !isSeries ? [bought] : [],
    bought_series_ids: has && isSeries ? [bought.slice(SERIES.length)] : [],
  };
}

/** Field of the form → what it says in the API. */
const SAYS: Says = {
  type: () => ({}),
  kind: () => ({}),
  name: ({ name }) => ({ name: name.trim() }),
  value: valueOf,
  price: valueOf,
  prices: valueOf,
  percent: valueOf,
  starts: ({ starts }, { timeZone }) => ({ starts_at: starts === "" ? null : instantIn(starts, timeZone) }),
  ends: ({ ends }, { timeZone }) => ({ ends_at: ends === "" ? null : instantIn(ends, timeZone) }),
  soldFrom: soldOf,
  soldUntil: soldOf,
  least: bandOf,
  most: bandOf,
  take: multibuyOf,
  pay: multibuyOf,
  by: membersOf,
  list: membersOf,
  group: membersOf,
  bought: membersOf,
};

/** What the API is asked to change: the named fields and nothing else. */
export function changesOf(form: RuleForm, changed: readonly RuleField[], place: Place): PriceRuleChanges {
  return Object.assign({}, ...changed.map((name) => SAYS[name](form, place))) as PriceRuleChanges;
}

/** A whole new rule. */
export function newOf(form: RuleForm, place: Place): NewPriceRule {
  const all = Object.keys(SAYS) as RuleField[];
  return {
    ...(changesOf(form, all, place) as Omit<NewPriceRule, "ticket_type_id" | "kind">),
    ticket_type_id: form.type,
    kind: form.kind,
  };
}

const POINTERS: Readonly<Record<string, RuleField>> = {
  ticket_type_id: "type",
  kind: "kind",
  name: "name",
  price_minor: "price",
  prices: "prices",
  percent_bp: "percent",
  starts_at: "starts",
  ends_at: "ends",
  sold_from: "soldFrom",
  sold_until: "soldUntil",
  minimum_quantity: "least",
  maximum_quantity: "most",
  take_units: "take",
  pay_units: "pay",
  member_list_id: "list",
  member_group: "group",
  bought_event_ids: "bought",
  bought_series_ids: "bought",
};

/** The field that a pointer of the API means. */
export function fieldOf(pointer: string): RuleField | null {
  return POINTERS[pointer.split("/")[1] ?? ""] ?? null;
}

function wholeText(number: number | null): string {
  return number === null ? "" : String(number);
}

function wholeOf(typed: string): number | null {
  return typed.trim() === "" ? null : Number(typed);
}

// A ticket type as a form: what it shows, what changed, what is wrong, and what the API is asked.
import type { Schemas } from "../../../api/client";
import { instantIn, localIn } from "../../../lib/zoned";
import { amountOf, minorOf, percentOf, basisPointsOf, isWhole } from "../../../lib/typed-numbers";

export type TicketType = Schemas["CatalogTicketType"];
export type Kind = NonNullable<Schemas["CatalogTicketTypeFields"]["kind"]>;
export type SoldAs = NonNullable<Schemas["CatalogTicketTypeFields"]["sold_as"]>;

/** One language's texts; benefits are a line each. */
export interface Words {
  readonly name: string;
  readonly description: string;
  readonly benefits: string;
}

export interface TypeForm extends Words {
  readonly kind: Kind;
  readonly soldAs: SoldAs;
  readonly price: string;
  readonly minimumPrice: string;
  readonly currency: string;
  /** In percent. */
  readonly tax: string;
  /** A pool's id, `NEW_POOL`, or `NO_POOL` for a bundle or pass that only its parts limit. */
  readonly pool: string;
  readonly capacity: string;
  readonly places: string;
  readonly minimum: string;
  readonly maximum: string;
  readonly perPerson: string;
  readonly perTicket: string;
  readonly starts: string;
  readonly ends: string;
  readonly hidden: boolean;
  /** Buyers apply, and the organizer decides. */
  readonly approval: boolean;
  /** Hidden, and only a discount code opens it. */
  readonly codeOnly: boolean;
  /** Of an add-on: the ticket types that it goes with. */
  readonly hosts: readonly string[];
  /** Of a bundle: ticket type → number, as typed; of a pass: one ticket type of each event. */
  readonly parts: Readonly<Record<string, string>>;
  readonly translations: Readonly<Record<string, Words>>;
}

export type TypeField = keyof TypeForm;
export type Problem =
  "name" | "price" | "minimumPrice" | "tax" | "whole" | "ends" | "capacity" | "hosts" | "parts" | "events";
export type Problems = ReadonlyMap<TypeField, Problem>;

export const NEW_POOL = "new";
export const NO_POOL = "none";
/** A pass admits to at least as many. */
const LEAST_EVENTS = 2;
/** Where money and times are those of: an event's clock, a currency's digits. */
export interface Place {
  readonly timeZone: string;
  readonly digits: number;
}

export function emptyForm(currency: string): TypeForm {
  return {
    name: "",
    description: "",
    benefits: "",
    kind: "paid",
    soldAs: "ticket",
    price: "",
    minimumPrice: "",
    currency,
    tax: "",
    pool: NEW_POOL,
    capacity: "100",
    places: "1",
    minimum: "1",
    maximum: "10",
    perPerson: "",
    perTicket: "1",
    starts: "",
    ends: "",
    hidden: false,
    approval: false,
    codeOnly: false,
    hosts: [],
    parts: {},
    translations: {},
  };
}

export function formOf(type: TicketType, { timeZone, digits }: Place): TypeForm {
  return {
    ...wordsOf(type),
    kind: type.kind as Kind,
    soldAs: type.sold_as as SoldAs,
    price: type.kind === "free" ? "" : amountOf(type.price_minor, digits),
    minimumPrice: type.minimum_price_minor === 0 ? "" : amountOf(type.minimum_price_minor, digits),
    currency: type.currency,
    tax: percentOf(type.tax_rate_bp),
    pool: type.pool_id,
    capacity: "",
    places: String(type.places),
    minimum: String(type.minimum_per_order),
    maximum: String(type.maximum_per_order),
    perPerson: type.maximum_per_person === null ? "" : String(type.maximum_per_person),
    perTicket: type.maximum_per_ticket === null ? "" : String(type.maximum_per_ticket),
    starts: localIn(type.sales_start_at, timeZone),
    ends: localIn(type.sales_end_at, timeZone),
    hidden: type.is_hidden,
    approval: type.needs_approval,
    codeOnly: type.needs_code,
    hosts: type.add_on_to,
    parts: Object.fromEntries(type.parts.map((part) => [part.ticket_type_id, String(part.quantity)])),
    translations: Object.fromEntries(
      Object.entries(type.translations).map(([language, words]) => [language, wordsOf(words)]),
    ),
  };
}

function wordsOf(said: { name: string; description: string; benefits: readonly string[] }): Words {
  return { name: said.name, description: said.description, benefits: said.benefits.join("\n") };
}

/** What is wrong before anything is sent; the server judges again. */
export function problemsOf(form: TypeForm, { digits }: Place): Problems {
  const found = new Map<TypeField, Problem>();
  if (form.name.trim() === "") found.set("name", "name");
  const price = minorOf(form.price, digits);
  if (price === null || (form.kind === "paid" && price === 0)) found.set("price", "price");
  if (form.kind === "donation" && minorOf(form.minimumPrice, digits) === null)
    found.set("minimumPrice", "minimumPrice");
  if (basisPointsOf(form.tax) === null) found.set("tax", "tax");
  if (form.pool === NEW_POOL && !isWhole(form.capacity)) found.set("capacity", "capacity");
  for (const name of ["minimum", "maximum"] as const) if (!isWhole(form[name])) found.set(name, "whole");
  if (form.perPerson !== "" && !isWhole(form.perPerson)) found.set("perPerson", "whole");
  if (form.soldAs === "add_on" && !isWhole(form.perTicket)) found.set("perTicket", "whole");
  if ((form.soldAs === "ticket" || form.soldAs === "pass") && !isWhole(form.places)) found.set("places", "whole");
  if (form.soldAs === "add_on" && form.hosts.length === 0) found.set("hosts", "hosts");
  if (form.soldAs === "bundle" && partsOf(form).length === 0) found.set("parts", "parts");
  if (form.soldAs === "pass" && partsOf(form).length < LEAST_EVENTS) found.set("parts", "events");
  if (form.starts !== "" && form.ends !== "" && form.ends <= form.starts) found.set("ends", "ends");
  return found;
}

function partsOf(form: TypeForm): { ticket_type_id: string; quantity: number }[] {
  return Object.entries(form.parts)
    .filter(([, number]) => isWhole(number) && Number(number) > 0)
    .map(([ticket_type_id, number]) => ({ ticket_type_id, quantity: Number(number) }));
}

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

function translationsOf(form: TypeForm): Record<string, { name: string; description: string; benefits: string[] }> {
  const said = Object.entries(form.translations).map(
    ([language, { name, description, benefits }]) =>
      [language, { name: name.trim(), description: description.trim(), benefits: linesOf(benefits) }] as const,
  );
  return Object.fromEntries(said.filter(([, words]) => words.name + words.description !== "" || words.benefits[0]));
}

type Changes = Schemas["CatalogTicketTypeChanges"];

/** Field of the form → what it says in the API. */
const SAYS: { readonly [K in TypeField]?: (form: TypeForm, place: Place) => Changes } = {
  name: ({ name }) => ({ name: name.trim() }),
  description: ({ description }) => ({ description: description.trim() }),
  benefits: ({ benefits }) => ({ benefits: linesOf(benefits) }),
  price: ({ price, kind }, { digits }) => ({ price_minor: kind === "free" ? 0 : (minorOf(price, digits) ?? 0) }),
  minimumPrice: ({ minimumPrice }, { digits }) => ({ minimum_price_minor: minorOf(minimumPrice, digits) ?? 0 }),
  tax: ({ tax }) => ({ tax_rate_bp: basisPointsOf(tax) ?? 0 }),
  pool: ({ pool }) => ({ pool_id: pool }),
  places: ({ places }) => ({ places: Number(places) }),
  minimum: ({ minimum }) => ({ minimum_per_order: Number(minimum) }),
  maximum: ({ maximum }) => ({ maximum_per_order: Number(maximum) }),
  perPerson: ({ perPerson }) => ({ maximum_per_person: perPerson === "" ? null : Number(perPerson) }),
  perTicket: ({ perTicket }) => ({ maximum_per_ticket: Number(perTicket) }),
  starts: ({ starts }, { timeZone }) => ({ sales_start_at: instantIn(starts, timeZone) }),
  ends: ({ ends }, { timeZone }) => ({ sales_end_at: instantIn(ends, timeZone) }),
  hidden: ({ hidden, codeOnly }) => ({ is_hidden: hidden, needs_code: hidden && codeOnly }),
  codeOnly: ({ hidden, codeOnly }) => ({ needs_code: hidden && codeOnly }),
  approval: ({ approval }) => ({ needs_approval: approval }),
  hosts: ({ hosts }) => ({ add_on_to: [...hosts] }),
  parts: (form) => ({ parts: partsOf(form) }),
  translations: (form) => ({ translations: translationsOf(form) }),
};

/** What the API is asked to change: the named fields and nothing else. */
export function changesOf(form: TypeForm, changed: readonly TypeField[], place: Place): Changes {
  return Object.assign({}, ...changed.map((name) => SAYS[name]?.(form, place) ?? {})) as Changes;
}

/** The fields that say nothing about what is sold in this way. */
const UNSAID: Readonly<Record<SoldAs, readonly TypeField[]>> = {
  ticket: ["perTicket", "hosts", "parts"],
  add_on: ["parts"],
  bundle: ["places", "perTicket", "hosts"],
  pass: ["perTicket", "hosts"],
};

/** The whole of a new ticket type; its pool is there already. */
export function bodyOf(form: TypeForm, poolId: string | null, place: Place): Schemas["CatalogTicketTypeFields"] {
  const unsaid = [...UNSAID[form.soldAs], "pool", ...(form.kind === "donation" ? [] : ["minimumPrice"])];
  const said = (Object.keys(SAYS) as TypeField[]).filter((name) => !unsaid.includes(name));
  return {
    ...changesOf(form, said, place),
    name: form.name.trim(),
    kind: form.kind,
    sold_as: form.soldAs,
    currency: form.currency,
    pool_id: poolId,
  };
}

/** The field that a pointer of the API means. */
export function fieldOf(pointer: string): TypeField | null {
  const [, first = ""] = pointer.split("/");
  return POINTERS[first] ?? null;
}

const POINTERS: Readonly<Record<string, TypeField>> = {
  name: "name",
  description: "description",
  benefits: "benefits",
  kind: "kind",
  sold_as: "soldAs",
  price_minor: "price",
  minimum_price_minor: "minimumPrice",
  currency: "currency",
  tax_rate_bp: "tax",
  pool_id: "pool",
  capacity: "capacity",
  places: "places",
  minimum_per_order: "minimum",
  maximum_per_order: "maximum",
  maximum_per_person: "perPerson",
  maximum_per_ticket: "perTicket",
  sales_start_at: "starts",
  sales_end_at: "ends",
  is_hidden: "hidden",
  needs_code: "codeOnly",
  needs_approval: "approval",
  add_on_to: "hosts",
  parts: "parts",
  translations: "translations",
};

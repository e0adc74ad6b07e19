// The details of an event as a form: what it shows, what changed, and what somebody else changed meanwhile.
import type { Schemas } from "../../../api/client";
import type { OwnField } from "../fields/queries";
import type { Event } from "../shell/event";
import { fieldsThatDiffer } from "../parts/fields";
import { tagsOf } from "../parts/tags";
import { isNumber, ownOf, valuesOf, type OwnValues } from "./own-values";

export const TEXTS = ["title", "summary", "description"] as const;
export type TextName = (typeof TEXTS)[number];

export interface Focus {
  /** In percent, from the left. */
  readonly x: number;
  /** In percent, from the top. */
  readonly y: number;
}

export interface DetailsForm {
  /** Of the title, summary and description. */
  readonly language: string;
  readonly title: string;
  readonly summary: string;
  /** HTML. */
  readonly description: string;
  /** The same in another language, such as "texts.fr.title". */
  readonly [text: `texts.${string}`]: string | undefined;
  /** The id of a file; empty for none. */
  readonly cover: string;
  readonly focus: Focus;
  readonly starts: string;
  readonly ends: string;
  readonly timeZone: string;
  readonly kind: Event["kind"];
  /** The id of a venue; empty for another place. */
  readonly venue: string;
  readonly place: string;
  readonly city: string;
  readonly onlineUrl: string;
  readonly visibility: Event["visibility"];
  readonly category: string;
  /** Parted by commas. */
  readonly tags: string;
  readonly contactName: string;
  readonly contactEmail: string;
  readonly contactPhone: string;
  /** One of the organization's own fields, such as "own.dress". */
  readonly [own: `own.${string}`]: string | undefined;
}

export type DetailsField = keyof DetailsForm;
type Change = Schemas["EventsEventChange"];

const LOCAL = 16;
export const CENTRE: Focus = { x: 50, y: 50 };

export function detailsOf(event: Event, fields: readonly OwnField[] = []): DetailsForm {
  return {
    language: event.language,
    title: event.title,
    summary: event.summary,
    description: event.description,
    ...translatedOf(event),
    cover: event.cover_file_id ?? "",
    focus: { x: event.cover_focus_x, y: event.cover_focus_y },
    starts: event.starts_local?.slice(0, LOCAL) ?? "",
    ends: event.ends_local?.slice(0, LOCAL) ?? "",
    timeZone: event.time_zone,
    kind: event.kind,
    venue: event.venue_id ?? "",
    place: event.location?.name ?? "",
    city: event.location?.city ?? "",
    onlineUrl: event.online_url ?? "",
    visibility: event.visibility,
    category: event.category,
    tags: event.tags.join(", "),
    contactName: event.contact_name,
    contactEmail: event.contact_email ?? "",
    contactPhone: event.contact_phone,
    ...prefixed("own.", ownOf(event.custom, fields)),
  };
}

function prefixed<P extends string>(prefix: P, values: OwnValues): Record<`${P}${string}`, string> {
  const entries = Object.entries(values).map(([key, value]) => [`${prefix}${key}`, value]);
  return Object.fromEntries(entries) as Record<`${P}${string}`, string>;
}

function translatedOf({ translations }: Event): Record<`texts.${string}`, string> {
  const all = Object.entries(translations).flatMap(([language, texts]) =>
    TEXTS.map((name) => [textKey(language, name), texts[name] ?? ""]),
  );
  return Object.fromEntries(all) as Record<`texts.${string}`, string>;
}

/** The field of a text in another language than the event's own. */
export function textKey(language: string, name: TextName): `texts.${string}` {
  return `texts.${language}.${name}`;
}

/** The language of such a field, and which text it is; null for any other field. */
export function translatedText(field: string): { readonly language: string; readonly name: TextName } | null {
  const [first, language = "", name = ""] = field.split(".");
  return first === "texts" ? { language, name: name as TextName } : null;
}

/** The other languages in which anything is said. */
export function languagesIn(form: DetailsForm): readonly string[] {
  const said = Object.entries(form).filter(([, value]) => value !== "" && value !== undefined);
  return [...new Set(said.flatMap(([field]) => translatedText(field)?.language ?? []))];
}

/** The fields in which two states differ, in the order of the form. */
export function differences(one: DetailsForm, other: DetailsForm): readonly DetailsField[] {
  return fieldsThatDiffer(one, other);
}

/** What the API is asked to change: the named fields and nothing else. */
export function changeOf(
  form: DetailsForm,
  changed: readonly DetailsField[],
  event: Event,
  fields: readonly OwnField[] = [],
): Change {
  const has = (...names: DetailsField[]): boolean => names.some((name) => changed.includes(name));
  const hasAny = (prefix: string): boolean => changed.some((name) => String(name).startsWith(prefix));
  return {
    ...(has("language") ? { language: form.language } : {}),
    ...(has("title") ? { title: form.title.trim() } : {}),
    ...(has("summary") ? { summary: form.summary.trim() } : {}),
    ...(has("description") ? { description: form.description } : {}),
    ...(hasAny("texts.") ? { translations: translationsOf(form) } : {}),
    ...(has("cover") ? { cover_file_id: form.cover || null } : {}),
    ...(has("cover", "focus") ? { cover_focus_x: form.focus.x, cover_focus_y: form.focus.y } : {}),
    ...(has("starts") ? { starts_at: form.starts || null } : {}),
    ...(has("ends") ? { ends_at: form.ends || null } : {}),
    ...(has("timeZone") ? { time_zone: form.timeZone } : {}),
    ...(has("kind") ? { kind: form.kind } : {}),
    ...(has("venue") ? { venue_id: form.venue || null } : {}),
    ...(has("place", "city")
      ? { location: { ...event.location, name: form.place.trim(), city: form.city.trim() } }
      : {}),
    ...(has("onlineUrl") ? { online_url: form.onlineUrl.trim() || null } : {}),
    ...(has("visibility") ? { visibility: form.visibility } : {}),
    ...(has("category") ? { category: form.category.trim() } : {}),
    ...(has("tags") ? { tags: tagsOf(form.tags) } : {}),
    ...(has("contactName") ? { contact_name: form.contactName.trim() } : {}),
    ...(has("contactPhone") ? { contact_phone: form.contactPhone.trim() } : {}),
    ...(has("contactEmail") ? { contact_email: form.contactEmail.trim() || null } : {}),
    ...(hasAny("own.") ? { custom: valuesOf(ownIn(form), fields) } : {}),
  };
}

function translationsOf(form: DetailsForm): NonNullable<Change["translations"]> {
  const textsIn = (language: string): [string, Record<TextName, string>] => {
    const text = (name: TextName): string => form[textKey(language, name)] ?? "";
    return [
      language,
      { title: text("title").trim(), summary: text("summary").trim(), description: text("description") },
    ];
  };
  return Object.fromEntries(languagesIn(form).map(textsIn));
}

const OWN = "own.";

/** The organization's own fields, by key. */
export function ownIn(form: DetailsForm): OwnValues {
  const own = Object.entries(form).filter(([name]) => name.startsWith(OWN));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(OWN.length), String(value ?? "")]));
}

/** The own fields as fields of the form. */
export function ownFields(values: OwnValues): Partial<DetailsForm> {
  return prefixed("own.", values);
}

/** Where both wrote a description, the two of them one after the other. */
export function joinedTexts(
  mine: DetailsForm,
  theirs: DetailsForm,
  conflicts: readonly DetailsField[],
): Partial<DetailsForm> {
  const isLong = (name: DetailsField): name is "description" =>
    name === "description" || translatedText(name)?.name === "description";
  const joined = conflicts.filter(isLong).map((name) => [name, [theirs[name], mine[name]]] as const);
  return Object.fromEntries(
    joined.filter(([, both]) => both.every(Boolean)).map(([name, both]) => [name, both.join("")]),
  );
}

/** The own fields in which no number stands, by the name that their errors have. */
export function wrongNumbersIn(form: DetailsForm, fields: readonly OwnField[]): readonly string[] {
  const own = ownIn(form);
  return fields
    .filter(({ key, type }) => type === "number" && !isNumber(own[key] ?? ""))
    .map(({ key }) => `own.${key}`);
}

/** The field that a pointer of the API means; an own field has its key behind the name. */
export function detailsFieldOf(pointer: string): string | null {
  const known: Readonly<Record<string, DetailsField>> = {
    language: "language",
    title: "title",
    summary: "summary",
    description: "description",
    cover_file_id: "cover",
    venue_id: "venue",
    starts_at: "starts",
    ends_at: "ends",
    time_zone: "timeZone",
    kind: "kind",
    location: "place",
    online_url: "onlineUrl",
    visibility: "visibility",
    category: "category",
    tags: "tags",
    contact_name: "contactName",
    contact_email: "contactEmail",
    contact_phone: "contactPhone",
  };
  const [, name = "", key = "", text = ""] = pointer.split("/");
  if (name === "translations" && text !== "") return `texts.${key}.${text}`;
  return name === "custom" && key !== "" ? `own.${key}` : (known[name] ?? null);
}

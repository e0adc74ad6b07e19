// The details of an event as a form: what it shows, what changed, and what somebody else changed meanwhile.
import type { Schemas } from "../../../api/client";
import type { OwnField } from "../fields/queries";
import type { Event } from "../shell/event";
import { fieldsThatDiffer } from "../parts/fields";
import { isNumber, ownOf, valuesOf, type OwnValues } from "./own-values";

export interface DetailsForm {
  readonly title: string;
  readonly summary: string;
  /** The id of a file; empty for none. */
  readonly cover: string;
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
  readonly contactEmail: string;
  /** The organization's own fields, by key. */
  readonly own: OwnValues;
}

export type DetailsField = keyof DetailsForm;
type Change = Schemas["EventsEventChange"];

const LOCAL = 16;

export function detailsOf(event: Event, fields: readonly OwnField[] = []): DetailsForm {
  return {
    title: event.title,
    summary: event.summary,
    cover: event.cover_file_id ?? "",
    starts: event.starts_local?.slice(0, LOCAL) ?? "",
    ends: event.ends_local?.slice(0, LOCAL) ?? "",
    timeZone: event.time_zone,
    kind: event.kind,
    venue: event.venue_id ?? "",
    place: event.location?.name ?? "",
    city: event.location?.city ?? "",
    onlineUrl: event.online_url ?? "",
    visibility: event.visibility,
    contactEmail: event.contact_email ?? "",
    own: ownOf(event.custom, fields),
  };
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
  return {
    ...(has("title") ? { title: form.title.trim() } : {}),
    ...(has("summary") ? { summary: form.summary.trim() } : {}),
    ...(has("cover") ? { cover_file_id: form.cover || null } : {}),
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
    ...(has("contactEmail") ? { contact_email: form.contactEmail.trim() || null } : {}),
    ...(has("own") ? { custom: valuesOf(form.own, fields) } : {}),
  };
}

/** The own fields in which no number stands, by the name that their errors have. */
export function wrongNumbersIn({ own }: DetailsForm, fields: readonly OwnField[]): readonly string[] {
  return fields
    .filter(({ key, type }) => type === "number" && !isNumber(own[key] ?? ""))
    .map(({ key }) => `own.${key}`);
}

/** The field that a pointer of the API means; an own field has its key behind the name. */
export function detailsFieldOf(pointer: string): string | null {
  const known: Readonly<Record<string, DetailsField>> = {
    title: "title",
    summary: "summary",
    cover_file_id: "cover",
    venue_id: "venue",
    starts_at: "starts",
    ends_at: "ends",
    time_zone: "timeZone",
    kind: "kind",
    location: "place",
    online_url: "onlineUrl",
    visibility: "visibility",
    contact_email: "contactEmail",
  };
  const [, name = "", key = ""] = pointer.split("/");
  return name === "custom" && key !== "" ? `own.${key}` : (known[name] ?? null);
}

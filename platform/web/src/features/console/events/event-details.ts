// The details of an event as a form: what it shows, what changed, and what somebody else changed meanwhile.
import type { Schemas } from "../../../api/client";
import type { Event } from "../shell/event";

export interface DetailsForm {
  readonly title: string;
  readonly summary: string;
  readonly starts: string;
  readonly ends: string;
  readonly timeZone: string;
  readonly kind: Event["kind"];
  readonly place: string;
  readonly city: string;
  readonly onlineUrl: string;
  readonly visibility: Event["visibility"];
  readonly contactEmail: string;
}

export type DetailsField = keyof DetailsForm;
type Change = Schemas["EventsEventChange"];

const LOCAL = 16;

export function detailsOf(event: Event): DetailsForm {
  return {
    title: event.title,
    summary: event.summary,
    starts: event.starts_local?.slice(0, LOCAL) ?? "",
    ends: event.ends_local?.slice(0, LOCAL) ?? "",
    timeZone: event.time_zone,
    kind: event.kind,
    place: event.location?.name ?? "",
    city: event.location?.city ?? "",
    onlineUrl: event.online_url ?? "",
    visibility: event.visibility,
    contactEmail: event.contact_email ?? "",
  };
}

/** The fields in which two states differ, in the order of the form. */
export function differences(one: DetailsForm, other: DetailsForm): readonly DetailsField[] {
  return (Object.keys(one) as DetailsField[]).filter((name) => one[name] !== other[name]);
}

/** What the API is asked to change: the named fields and nothing else. */
export function changeOf(form: DetailsForm, changed: readonly DetailsField[], event: Event): Change {
  const has = (...names: DetailsField[]): boolean => names.some((name) => changed.includes(name));
  return {
    ...(has("title") ? { title: form.title.trim() } : {}),
    ...(has("summary") ? { summary: form.summary.trim() } : {}),
    ...(has("starts") ? { starts_at: form.starts || null } : {}),
    ...(has("ends") ? { ends_at: form.ends || null } : {}),
    ...(has("timeZone") ? { time_zone: form.timeZone } : {}),
    ...(has("kind") ? { kind: form.kind } : {}),
    ...(has("place", "city")
      ? { location: { ...event.location, name: form.place.trim(), city: form.city.trim() } }
      : {}),
    ...(has("onlineUrl") ? { online_url: form.onlineUrl.trim() || null } : {}),
    ...(has("visibility") ? { visibility: form.visibility } : {}),
    ...(has("contactEmail") ? { contact_email: form.contactEmail.trim() || null } : {}),
  };
}

/** The field that a pointer of the API means. */
export function detailsFieldOf(pointer: string): DetailsField | null {
  const known: Readonly<Record<string, DetailsField>> = {
    title: "title",
    summary: "summary",
    starts_at: "starts",
    ends_at: "ends",
    time_zone: "timeZone",
    kind: "kind",
    location: "place",
    online_url: "onlineUrl",
    visibility: "visibility",
    contact_email: "contactEmail",
  };
  return known[pointer.split("/")[1] ?? ""] ?? null;
}

// A change of one event of a series, and how far it reaches.
import { changeOf, detailsFieldOf, detailsOf, type DetailsField, type DetailsForm } from "../events/event-details";
import type { Event } from "../shell/event";

export const SCOPES = ["one", "following", "all"] as const;
export type Scope = (typeof SCOPES)[number];

/** What can be changed for several events at once. */
export const SHARED = ["title", "summary", "starts", "ends", "place", "city", "visibility"] as const;
export type SharedField = (typeof SHARED)[number] & DetailsField;

export interface OccurrenceForm extends Pick<DetailsForm, SharedField> {
  readonly scope: Scope;
  /** Move also events with sold places. */
  readonly confirm: boolean;
}

export function formOf(event: Event): OccurrenceForm {
  const { title, summary, starts, ends, place, city, visibility } = detailsOf(event);
  return { scope: "one", title, summary, starts, ends, place, city, visibility, confirm: false };
}

/** What the API is asked to change of an event. */
export function changesOf(
  form: OccurrenceForm,
  changed: readonly (keyof OccurrenceForm)[],
  event: Event,
): ReturnType<typeof changeOf> {
  return changeOf(
    { ...detailsOf(event), ...form },
    SHARED.filter((name) => changed.includes(name)),
    event,
  );
}

/** The field of the form that a pointer means. */
export function fieldOf(pointer: string): string | null {
  return detailsFieldOf(pointer.replace(/^\/changes/, ""));
}

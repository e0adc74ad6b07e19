// What a new event is made of, and the requests that make it: the event, its stock, its first ticket.
import { answerOf, type Api, type Schemas } from "../../../api/client";
import { minorOf } from "../../../lib/typed-numbers";
import { once } from "../session/connection";
import type { Event } from "../shell/event";

export interface NewEventForm {
  readonly title: string;
  readonly starts: string;
  readonly ends: string;
  readonly timeZone: string;
  readonly kind: Event["kind"];
  readonly place: string;
  readonly city: string;
  readonly onlineUrl: string;
  readonly ticket: string;
  /** As it was typed; empty is free. */
  readonly price: string;
  readonly currency: string;
  readonly capacity: string;
}

export type Problems = Partial<Record<keyof NewEventForm, "title" | "ends" | "price" | "capacity" | "onlineUrl">>;

const HOURS_LONG = 3;
const HOUR = 3_600_000;
const LOCAL = 16;

/** A usual end for a start: three hours later, on the same clock. */
export function usualEnd(starts: string): string {
  const at = Date.parse(`${starts}Z`);
  return Number.isNaN(at) ? "" : new Date(at + HOURS_LONG * HOUR).toISOString().slice(0, LOCAL);
}

/** What is wrong before anything is sent; the server judges again. */
export function problemsOf(form: NewEventForm, digits: number, sellsTickets: boolean): Problems {
  const found: { -readonly [K in keyof Problems]: Problems[K] } = {};
  if (form.title.trim() === "") found.title = "title";
  if (form.starts !== "" && form.ends !== "" && form.ends <= form.starts) found.ends = "ends";
  if (form.kind !== "in_person" && form.onlineUrl !== "" && !URL.canParse(form.onlineUrl))
    found.onlineUrl = "onlineUrl";
  if (!sellsTickets) return found;
  if (minorOf(form.price, digits) === null) found.price = "price";
  if (!/^\d{1,7}$/.test(form.capacity.trim()) || Number(form.capacity) < 1) found.capacity = "capacity";
  return found;
}

/** The field that a pointer of the API means. */
export function fieldOf(pointer: string): keyof NewEventForm | null {
  const [, first = ""] = pointer.split("/");
  const known: Readonly<Record<string, keyof NewEventForm>> = {
    title: "title",
    starts_at: "starts",
    ends_at: "ends",
    time_zone: "timeZone",
    location: "place",
    online_url: "onlineUrl",
    name: "ticket",
    price_minor: "price",
    currency: "currency",
    capacity: "capacity",
  };
  return known[first] ?? null;
}

function bodyOf(form: NewEventForm, language: string): Schemas["EventsNewEvent"] {
  const isOnline = form.kind === "online";
  const location = { name: form.place.trim(), city: form.city.trim() };
  return {
    title: form.title.trim(),
    time_zone: form.timeZone,
    kind: form.kind,
    language,
    ...(form.starts === "" ? {} : { starts_at: form.starts }),
    ...(form.ends === "" ? {} : { ends_at: form.ends }),
    ...(isOnline || (location.name === "" && location.city === "") ? {} : { location }),
    ...(form.kind === "in_person" || form.onlineUrl === "" ? {} : { online_url: form.onlineUrl }),
  };
}

/** What is there already when a request fails: the next try goes on from it. */
export interface Made {
  event?: Event;
  poolId?: string;
  ticketTypeId?: string;
}

export interface Maker {
  readonly api: Api;
  readonly organizationId: string;
  readonly language: string;
  readonly digits: number;
}

/** Makes what `made` lacks, in turn, and notes it there. */
export async function makeEvent(form: NewEventForm, maker: Maker, made: Made, sellsTickets: boolean): Promise<Event> {
  const { api, organizationId, language, digits } = maker;
  const organization = { organization_id: organizationId };
  made.event ??= await answerOf(
    api.POST("/api/v1/organizations/{organization_id}/events", {
      params: { path: organization },
      body: bodyOf(form, language),
      ...once,
    }),
  );
  if (!sellsTickets) return made.event;
  const params = { path: { ...organization, event_id: made.event.id } };
  made.poolId ??= (
    await answerOf(
      api.POST("/api/v1/organizations/{organization_id}/events/{event_id}/pools", {
        params,
        body: { name: form.ticket.trim(), capacity: Number(form.capacity) },
        ...once,
      }),
    )
  ).id;
  const price = minorOf(form.price, digits) ?? 0;
  made.ticketTypeId ??= (
    await answerOf(
      api.POST("/api/v1/organizations/{organization_id}/events/{event_id}/ticket-types", {
        ...once,
        params,
        body: {
          name: form.ticket.trim(),
          pool_id: made.poolId,
          kind: price === 0 ? "free" : "paid",
          price_minor: price,
          currency: form.currency,
        },
      }),
    )
  ).id;
  return made.event;
}

const SHARED = "shared:";

/** How an agency's template stands among what an event can be made from. */
export function fromShared(templateId: string): string {
  return `${SHARED}${templateId}`;
}

/** A copy of an event, or an event of a template, with its tickets, form and programme; all moved to a new start. */
export function copyEvent(
  from: string,
  { title, starts }: Pick<NewEventForm, "title" | "starts">,
  { api, organizationId: organization_id }: Maker,
): Promise<Event> {
  const body = { title: title.trim(), ...(starts === "" ? {} : { starts_at: starts }) };
  if (from.startsWith(SHARED))
    return answerOf(
      api.POST("/api/v1/organizations/{organization_id}/shared-templates/{template_id}/copies", {
        params: { path: { organization_id, template_id: from.slice(SHARED.length) } },
        body,
        ...once,
      }),
    );
  return answerOf(
    api.POST("/api/v1/organizations/{organization_id}/events/{event_id}/copies", {
      params: { path: { organization_id, event_id: from } },
      body,
      ...once,
    }),
  );
}

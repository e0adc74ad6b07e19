// The settings of an event's session waitlists as a form: what it shows, and what the API is asked.
import type { Settings, SettingsBody } from "./queries";

/** Who gets a freed place: the next by an offer, the next at once, or whom the organizer chooses. */
export const WAYS = ["offer", "give", "by_hand"] as const;
export type Way = (typeof WAYS)[number];

/** How a session differs: as the event says, or nobody can join, or in one of the ways. */
export const OWN = ["same", ...WAYS, "closed"] as const;
export type Own = (typeof OWN)[number];

export interface SettingsForm {
  readonly open: boolean;
  readonly way: Way;
  readonly minutes: string;
  readonly sessions: Readonly<Record<string, Own>>;
}
export type SettingsField = keyof SettingsForm;

/** Minutes. */
export const LENGTHS: readonly number[] = [15, 30, 60, 180, 360, 720, 1440, 2880];

const WAY: Record<Way, { readonly freed_first: boolean; readonly gives_at_once: boolean }> = {
  offer: { freed_first: true, gives_at_once: false },
  give: { freed_first: true, gives_at_once: true },
  by_hand: { freed_first: false, gives_at_once: false },
};

export function formOf(settings: Settings): SettingsForm {
  return {
    open: settings.is_open,
    way: wayOf(settings.freed_first, settings.gives_at_once),
    minutes: String(settings.offer_minutes),
    sessions: Object.fromEntries(settings.sessions.map((each) => [each.session_id, ownOf(each, settings)])),
  };
}

function wayOf(isFirst: boolean, isGiven: boolean): Way {
  if (!isFirst) return "by_hand";
  return isGiven ? "give" : "offer";
}

function ownOf(own: Settings["sessions"][number], event: Settings): Own {
  if (own.is_open === false) return "closed";
  return wayOf(own.freed_first ?? event.freed_first, own.gives_at_once ?? event.gives_at_once);
}

export function bodyOf(form: SettingsForm): SettingsBody {
  return {
    is_open: form.open,
    ...WAY[form.way],
    offer_minutes: Number(form.minutes),
    sessions: Object.entries(form.sessions).flatMap(([session_id, own]): NonNullable<SettingsBody["sessions"]> => {
      if (own === "same") return [];
      if (own === "closed") return [{ session_id, is_open: false, freed_first: null, gives_at_once: null }];
      return [{ session_id, is_open: true, ...WAY[own] }];
    }),
  };
}

const FIELDS: Readonly<Record<string, SettingsField>> = {
  is_open: "open",
  freed_first: "way",
  gives_at_once: "way",
  offer_minutes: "minutes",
};

export function fieldOf(pointer: string): SettingsField | null {
  return pointer.startsWith("/sessions") ? "sessions" : (FIELDS[pointer.slice(1)] ?? null);
}

// The settings of a waitlist as a form: what it shows, what is wrong, and what the API is asked.
import { isWhole } from "../../../lib/typed-numbers";
import type { Settings, SettingsBody } from "./queries";

/** How a ticket type differs: as the event says, nobody can join, offers of it by hand only. */
export const OWN = { same: "same", closed: "closed", open: "open", byHand: "by_hand" } as const;
export type Own = (typeof OWN)[keyof typeof OWN];
export const OWN_ORDER: readonly Own[] = [OWN.same, OWN.open, OWN.byHand, OWN.closed];

export interface SettingsForm {
  readonly open: boolean;
  readonly first: boolean;
  readonly minutes: string;
  readonly quantity: string;
  readonly types: Readonly<Record<string, Own>>;
}
export type SettingsField = keyof SettingsForm;

/** Minutes. */
export const LENGTHS: readonly number[] = [60, 180, 360, 720, 1440, 2880, 4320, 10_080];
const MOST = 100;

export function formOf(settings: Settings): SettingsForm {
  return {
    open: settings.is_open,
    first: settings.freed_first,
    minutes: String(settings.offer_minutes),
    quantity: String(settings.most_quantity),
    types: Object.fromEntries(settings.types.map((each) => [each.ticket_type_id, ownOf(each)])),
  };
}

function ownOf({ is_open, freed_first }: Settings["types"][number]): Own {
  if (is_open === false) return OWN.closed;
  if (freed_first === false) return OWN.byHand;
  return is_open === true ? OWN.open : OWN.same;
}

const SAID: Record<Own, { readonly is_open: boolean | null; readonly freed_first: boolean | null } | null> = {
  same: null,
  open: { is_open: true, freed_first: true },
  by_hand: { is_open: true, freed_first: false },
  closed: { is_open: false, freed_first: null },
};

export function bodyOf(form: SettingsForm): SettingsBody {
  return {
    is_open: form.open,
    freed_first: form.first,
    offer_minutes: Number(form.minutes),
    most_quantity: Number(form.quantity),
    types: Object.entries(form.types).flatMap(([ticket_type_id, own]) => {
      const said = SAID[own];
      return said === null ? [] : [{ ticket_type_id, ...said }];
    }),
  };
}

export function problemsOf({ quantity }: SettingsForm): readonly SettingsField[] {
  const isRight = isWhole(quantity) && Number(quantity) >= 1 && Number(quantity) <= MOST;
  return isRight ? [] : ["quantity"];
}

const FIELDS: Readonly<Record<string, SettingsField>> = {
  is_open: "open",
  freed_first: "first",
  offer_minutes: "minutes",
  most_quantity: "quantity",
};

export function fieldOf(pointer: string): SettingsField | null {
  return pointer.startsWith("/types") ? "types" : (FIELDS[pointer.slice(1)] ?? null);
}

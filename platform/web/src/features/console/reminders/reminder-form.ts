// A reminder as a form: its moment as people say it, its texts, whom it is for, and what the API is asked.
import * as announcement from "../announcements/announcement-form";
import type { NewReminder, Preset, Reminder, Timing } from "./queries";

export const UNITS = ["minutes", "hours", "days"] as const;
export const SIDES = ["before", "after"] as const;
export const ANCHORS = ["start", "end"] as const;
const MINUTES = { minutes: 1, hours: 60, days: 0 } as const;
const MOST = { minutes: 10_080, hours: 168, days: 366 } as const;

export interface ReminderForm extends announcement.AnnouncementForm {
  readonly amount: string;
  readonly unit: (typeof UNITS)[number];
  readonly side: (typeof SIDES)[number];
  readonly anchor: (typeof ANCHORS)[number];
  /** The time of the day, for a distance in days; empty for that of the anchor. */
  readonly clock: string;
  /** Minutes that a program stated beside days; they stay while the unit is days. */
  readonly rest: number;
  /** Empty for the event itself. */
  readonly session: string;
  readonly on: boolean;
}
export type ReminderField = keyof ReminderForm;

export const EMPTY: ReminderForm = {
  ...announcement.EMPTY,
  amount: "1",
  unit: "days",
  side: "before",
  anchor: "start",
  clock: "10:00",
  rest: 0,
  session: "",
  on: true,
};

type Distance = Pick<ReminderForm, "amount" | "unit" | "side" | "anchor" | "clock" | "rest">;

export function distanceOf(timing: Pick<Timing, "days" | "minutes" | "at_time" | "anchor">): Distance {
  const { days = 0, minutes = 0, at_time: clock = null, anchor } = timing;
  const common = { anchor, clock: clock ?? "" };
  if (days !== 0 || clock !== null) {
    return { ...common, amount: String(Math.abs(days)), unit: "days", side: sideOf(days), rest: minutes };
  }
  const isHours = minutes % MINUTES.hours === 0 && minutes !== 0;
  const amount = Math.abs(minutes) / (isHours ? MINUTES.hours : 1);
  return { ...common, amount: String(amount), unit: isHours ? "hours" : "minutes", side: sideOf(minutes), rest: 0 };
}

const sideOf = (distance: number): ReminderForm["side"] => (distance < 0 ? "before" : "after");

export function timingOf(form: ReminderForm): Timing {
  const distance = (form.side === "before" ? -1 : 1) * (Number(form.amount) || 0) || 0;
  const isDays = form.unit === "days";
  const clock = isDays && form.clock !== "" ? form.clock : null;
  return {
    session_id: form.session === "" ? null : form.session,
    anchor: form.anchor,
    days: isDays ? distance : 0,
    minutes: isDays ? (clock === null ? form.rest : 0) : distance * MINUTES[form.unit],
    at_time: clock,
  };
}

export function formOf(reminder: Reminder): ReminderForm {
  return {
    ...announcement.formOf(reminder),
    ...distanceOf(reminder),
    session: reminder.session_id ?? "",
    on: reminder.is_on,
  };
}

/** What a preset changes of a form; whom it is for stays as it was chosen. */
export function startedFrom(form: ReminderForm, preset: Preset): ReminderForm {
  const { checked_in: came } = preset;
  return {
    ...form,
    ...distanceOf(preset),
    subjects: Object.fromEntries(preset.texts.map(({ language, subject }) => [language, subject])),
    bodies: Object.fromEntries(preset.texts.map(({ language, body }) => [language, body])),
    came: came === null ? "any" : came ? "yes" : "no",
  };
}

export function bodyOf(form: ReminderForm, own: string): NewReminder {
  return { ...announcement.bodyOf(form, own), ...timingOf(form), is_on: form.on };
}

export type Problem = announcement.Problem | "amount";

export function isDistance({ amount, unit }: Pick<ReminderForm, "amount" | "unit">): boolean {
  return /^\d{1,5}$/.test(amount.trim()) && Number(amount) <= MOST[unit];
}

export function problemsOf(form: ReminderForm, own: string): Map<ReminderField, Problem> {
  const found = new Map<ReminderField, Problem>(announcement.problemsOf(form, own));
  if (!isDistance(form)) found.set("amount", "amount");
  return found;
}

const FIELDS: readonly (readonly [RegExp, ReminderField])[] = [
  [/^\/(days|minutes)/, "amount"],
  [/^\/at_time/, "clock"],
  [/^\/session_id/, "session"],
  [/^\/anchor/, "anchor"],
];

export function fieldOf(pointer: string): ReminderField | null {
  return FIELDS.find(([pattern]) => pattern.test(pointer))?.[1] ?? announcement.fieldOf(pointer);
}

// A shift as a form: times on the event's clock, its gate, how many it needs, and who is in it.
import { localIn } from "../../../lib/zoned";
import { isWhole } from "../../../lib/typed-numbers";
import type { Event } from "../shell/event";
import type { Shift } from "./queries";

export interface ShiftForm {
  readonly name: string;
  readonly starts: string;
  readonly ends: string;
  readonly gate: string;
  readonly needed: string;
  readonly notes: string;
  readonly people: readonly string[];
}

export type ShiftProblem = "name" | "starts" | "ends" | "long" | "needed";

const MINUTES = 16;
const HOUR = 3_600_000;
const LONGEST_HOURS = 24;
const USUAL_HOURS = 4;
const MOST = 1000;

export function formOf(shift: Shift): ShiftForm {
  return {
    name: shift.name,
    starts: shift.starts_local.slice(0, MINUTES),
    ends: shift.ends_local.slice(0, MINUTES),
    gate: shift.gate_id ?? "",
    needed: String(shift.people_needed),
    notes: shift.notes,
    people: shift.people.map(({ member_id: id }) => id),
  };
}

/** A new one follows the last, or begins with the event. */
export function emptyForm(event: Event, last: Shift | undefined): ShiftForm {
  const begins = last?.ends_at ?? event.starts_at;
  const ends = begins === null ? null : new Date(Date.parse(begins) + USUAL_HOURS * HOUR).toISOString();
  const zone = event.time_zone;
  return {
    name: "",
    starts: localIn(begins, zone),
    ends: localIn(ends, zone),
    gate: last?.gate_id ?? "",
    needed: "1",
    notes: "",
    people: [],
  };
}

export function problemsOf(form: ShiftForm): ReadonlyMap<keyof ShiftForm, ShiftProblem> {
  const wrong = new Map<keyof ShiftForm, ShiftProblem>();
  const hours = (Date.parse(`${form.ends}Z`) - Date.parse(`${form.starts}Z`)) / HOUR;
  if (form.name.trim() === "") wrong.set("name", "name");
  if (form.starts === "") wrong.set("starts", "starts");
  else if (!(hours > 0)) wrong.set("ends", "ends");
  else if (hours > LONGEST_HOURS) wrong.set("ends", "long");
  if (!isWhole(form.needed) || Number(form.needed) < 1 || Number(form.needed) > MOST) wrong.set("needed", "needed");
  return wrong;
}

const FIELDS: Readonly<Record<string, keyof ShiftForm>> = {
  name: "name",
  starts_at: "starts",
  ends_at: "ends",
  gate_id: "gate",
  people_needed: "needed",
  notes: "notes",
  member_ids: "people",
};

export function fieldOf(pointer: string): string | null {
  return FIELDS[pointer.split("/")[1] ?? ""] ?? null;
}

// The settings of a waiting room as a form: what it shows, what is wrong, and what the API is asked.
import { isWhole } from "../../../lib/typed-numbers";
import { instantIn, localIn } from "../../../lib/zoned";
import type { Room, RoomBody } from "./queries";

export interface RoomForm {
  readonly lobby: string;
  readonly opens: string;
  readonly least: string;
  readonly most: string;
  readonly shopping: string;
  readonly minutes: string;
  readonly target: string;
  /** Empty: it is switched on by hand only. */
  readonly automatic: string;
}
export type RoomField = keyof RoomForm;
export type Wrong = "opens" | "lobby" | "rate" | "number";

/** As the API allows them. */
const MOST: Readonly<Record<Exclude<RoomField, "lobby" | "opens">, number>> = {
  least: 60_000,
  most: 60_000,
  shopping: 100_000,
  minutes: 120,
  target: 60_000,
  automatic: 1_000_000,
};

export const formOf =
  (zone: string) =>
  (room: Room): RoomForm => ({
    lobby: localIn(room.lobby_opens_at, zone),
    opens: localIn(room.opens_at, zone),
    least: String(room.least_per_minute),
    most: String(room.most_per_minute),
    shopping: String(room.most_shopping),
    minutes: String(room.shopping_minutes),
    target: String(room.target_milliseconds),
    automatic: String(room.automatic_above_per_minute ?? ""),
  });

/** What is saved of a form, over a room that is as it was: on or off, paused or not. */
export function bodyOf(form: RoomForm, over: Room, zone: string): RoomBody {
  return {
    ...stateOf(over),
    lobby_opens_at: form.lobby === "" ? null : instantIn(form.lobby, zone),
    opens_at: instantIn(form.opens, zone) ?? "",
    least_per_minute: Number(form.least),
    most_per_minute: Number(form.most),
    most_shopping: Number(form.shopping),
    shopping_minutes: Number(form.minutes),
    target_milliseconds: Number(form.target),
    automatic_above_per_minute: form.automatic === "" ? null : Number(form.automatic),
  };
}

const stateOf = ({ is_on, is_paused }: Room): Pick<RoomBody, "is_on" | "is_paused"> => ({ is_on, is_paused });

/** The whole room as it is, but for what is changed by one press. */
export function changedBody(room: Room, changes: Partial<RoomBody>): RoomBody {
  return {
    ...stateOf(room),
    lobby_opens_at: room.lobby_opens_at,
    opens_at: room.opens_at ?? "",
    least_per_minute: room.least_per_minute,
    most_per_minute: room.most_per_minute,
    most_shopping: room.most_shopping,
    shopping_minutes: room.shopping_minutes,
    target_milliseconds: room.target_milliseconds,
    automatic_above_per_minute: room.automatic_above_per_minute,
    ...changes,
  };
}

/** The opening is now, and the lobby not after it. */
export function openedAt(room: Room, now: Date): Partial<RoomBody> {
  const at = now.toISOString();
  const isLater = room.lobby_opens_at !== null && room.lobby_opens_at > at;
  return { opens_at: at, ...(isLater ? { lobby_opens_at: null } : {}) };
}

export function problemsOf(form: RoomForm): ReadonlyMap<RoomField, Wrong> {
  const found = new Map<RoomField, Wrong>();
  if (form.opens === "") found.set("opens", "opens");
  if (form.opens !== "" && form.lobby > form.opens) found.set("lobby", "lobby");
  for (const name of ["least", "most", "shopping", "minutes", "target", "automatic"] as const) {
    const said = form[name];
    if (name === "automatic" && said === "") continue;
    if (!isWhole(said) || Number(said) < 1 || Number(said) > MOST[name]) found.set(name, "number");
  }
  if (!found.has("least") && !found.has("most") && Number(form.least) > Number(form.most)) found.set("least", "rate");
  return found;
}

const FIELDS: Readonly<Record<string, RoomField>> = {
  lobby_opens_at: "lobby",
  opens_at: "opens",
  least_per_minute: "least",
  most_per_minute: "most",
  most_shopping: "shopping",
  shopping_minutes: "minutes",
  target_milliseconds: "target",
  automatic_above_per_minute: "automatic",
};

export function fieldOf(pointer: string): RoomField | null {
  return FIELDS[pointer.slice(1)] ?? null;
}

// A session as a form: what it shows, what changed, what is wrong, and what the API is asked.
import type { Schemas } from "../../../api/client";
import { isWhole } from "../../../lib/typed-numbers";
import { instantIn, localIn } from "../../../lib/zoned";
import { tagsOf } from "../parts/tags";
import type { Session } from "./schedule";

/** Somebody in a session, and as what they appear; empty for a speaker. */
export interface Appearance {
  readonly id: string;
  readonly role: string;
}

export interface SessionForm {
  readonly title: string;
  readonly subtitle: string;
  readonly abstract: string;
  /** On the event's clock. */
  readonly starts: string;
  readonly ends: string;
  readonly room: string;
  /** A track's id, `NEW_TRACK`, or empty. */
  readonly track: string;
  readonly newTrack: string;
  readonly speakers: readonly Appearance[];
  readonly kind: string;
  /** Parted by commas. */
  readonly tags: string;
  readonly capacity: string;
  readonly registers: boolean;
  readonly cancelled: boolean;
}

export type SessionField = keyof SessionForm;
export type Problem = "title" | "starts" | "ends" | "track" | "capacity";

export const NEW_TRACK = "new";

export function emptyForm(starts: string, ends: string, room: string | null): SessionForm {
  return {
    title: "",
    subtitle: "",
    abstract: "",
    starts,
    ends,
    room: room ?? "",
    track: "",
    newTrack: "",
    speakers: [],
    kind: "",
    tags: "",
    capacity: "",
    registers: false,
    cancelled: false,
  };
}

export function formOf(session: Session, timeZone: string): SessionForm {
  return {
    title: session.title,
    subtitle: session.subtitle,
    abstract: plainOf(session.abstract),
    starts: localIn(session.starts_at, timeZone),
    ends: localIn(session.ends_at, timeZone),
    room: session.room_id ?? "",
    track: session.track_id ?? "",
    newTrack: "",
    speakers: session.speaker_ids.map((id, place) => ({ id, role: session.speaker_roles[place] ?? "" })),
    kind: session.kind,
    tags: session.tags.join(", "),
    capacity: session.capacity === null ? "" : String(session.capacity),
    registers: session.needs_registration,
    cancelled: session.state === "cancelled",
  };
}

/** What is wrong before anything is sent; the server judges again. */
export function problemsOf(form: SessionForm): ReadonlyMap<SessionField, Problem> {
  const found = new Map<SessionField, Problem>();
  if (form.title.trim() === "") found.set("title", "title");
  if (form.starts === "") found.set("starts", "starts");
  if (form.ends === "" || form.ends <= form.starts) found.set("ends", "ends");
  if (form.track === NEW_TRACK && form.newTrack.trim() === "") found.set("newTrack", "track");
  const needsPlaces = form.capacity !== "" || form.registers;
  if (needsPlaces && (!isWhole(form.capacity) || Number(form.capacity) < 1)) found.set("capacity", "capacity");
  return found;
}

type Changes = Schemas["EventsSessionChange"];

const orNull = (text: string): string | null => (text === "" ? null : text);
const instant = (local: string, timeZone: string): { at?: string } => {
  const at = instantIn(local, timeZone);
  return at === null ? {} : { at };
};

/** Field of the form → what it says in the API. */
const SAYS: { readonly [K in SessionField]?: (form: SessionForm, timeZone: string) => Changes } = {
  title: ({ title }) => ({ title: title.trim() }),
  subtitle: ({ subtitle }) => ({ subtitle: subtitle.trim() }),
  abstract: ({ abstract }) => ({ abstract }),
  starts: ({ starts }, timeZone) => {
    const { at } = instant(starts, timeZone);
    return at === undefined ? {} : { starts_at: at };
  },
  ends: ({ ends }, timeZone) => {
    const { at } = instant(ends, timeZone);
    return at === undefined ? {} : { ends_at: at };
  },
  room: ({ room }) => ({ room_id: orNull(room) }),
  track: ({ track }) => ({ track_id: orNull(track) }),
  speakers: ({ speakers }) => ({
    speaker_ids: speakers.map(({ id }) => id),
    speaker_roles: speakers.map(({ role }) => role.trim()),
  }),
  kind: ({ kind }) => ({ kind: kind.trim() }),
  tags: ({ tags }) => ({ tags: tagsOf(tags) }),
  capacity: ({ capacity }) => ({ capacity: capacity === "" ? null : Number(capacity) }),
  registers: ({ registers }) => ({ needs_registration: registers }),
  cancelled: ({ cancelled }) => ({ state: cancelled ? "cancelled" : "scheduled" }),
};

/** What the API is asked to change: the named fields and nothing else. */
export function changesOf(form: SessionForm, changed: readonly SessionField[], timeZone: string): Changes {
  return Object.assign({}, ...changed.map((name) => SAYS[name]?.(form, timeZone) ?? {})) as Changes;
}

/** The whole of a new session; its track is there already. */
export function bodyOf(form: SessionForm, timeZone: string): Schemas["EventsNewSession"] {
  const said = (Object.keys(SAYS) as SessionField[]).filter((name) => name !== "cancelled");
  return changesOf(form, said, timeZone) as Schemas["EventsNewSession"];
}

/** Paragraphs as plain text, which the API makes the same paragraphs of; richer HTML stays as it is. */
export function plainOf(html: string): string {
  const text = html
    .replace(/<br\s*\/?>/g, "\n")
    .replace(/<\/p>\s*<p>/g, "\n\n")
    .replace(/^<p>|<\/p>$/g, "");
  if (/<[a-z/!]/i.test(text)) return html;
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&nbsp;", " ").replaceAll("&amp;", "&");
}

/** The field that a pointer of the API means. */
export function fieldOf(pointer: string): SessionField | null {
  const [, first = ""] = pointer.split("/");
  return POINTERS[first] ?? null;
}

const POINTERS: Readonly<Record<string, SessionField>> = {
  title: "title",
  subtitle: "subtitle",
  abstract: "abstract",
  starts_at: "starts",
  ends_at: "ends",
  room_id: "room",
  track_id: "track",
  speaker_ids: "speakers",
  speaker_roles: "speakers",
  kind: "kind",
  tags: "tags",
  capacity: "capacity",
  needs_registration: "registers",
};

// A file or link of a session as a form: what it shows, what is wrong, and what the API is asked.
import { instantIn, localIn } from "../../../lib/zoned";
import type { StoredFile } from "../files/queries";
import type { Audience, Kind, NewSessionFile, Release, SessionFile, SessionFileChanges } from "./queries";

export const KINDS: readonly Kind[] = ["slides", "handout", "recording", "other"];
export const AUDIENCES: readonly Audience[] = ["public", "holders", "staff"];
export const RELEASES: readonly Release[] = ["at_once", "session_start", "session_end", "moment"];

export interface SessionFileForm {
  readonly kind: Kind;
  /** Null for a link. */
  readonly file: StoredFile | null;
  readonly url: string;
  /** By language tag. */
  readonly titles: Readonly<Record<string, string>>;
  readonly audience: Audience;
  readonly release: Release;
  /** On the event's clock. */
  readonly releaseAt: string;
}

export type SessionFileField = keyof SessionFileForm;
export type Problem = "url" | "title" | "moment";

export function emptyForm(file: StoredFile | null): SessionFileForm {
  return {
    kind: file === null ? "recording" : "slides",
    file,
    url: "",
    titles: {},
    audience: "holders",
    release: "at_once",
    releaseAt: "",
  };
}

export function formOf(entity: SessionFile, timeZone: string): SessionFileForm {
  return {
    kind: entity.kind,
    file: entity.file,
    url: entity.url ?? "",
    titles: entity.titles,
    audience: entity.audience,
    release: entity.release,
    releaseAt: localIn(entity.release_at, timeZone),
  };
}

export function problemsOf(form: SessionFileForm): ReadonlyMap<SessionFileField, Problem> {
  const found = new Map<SessionFileField, Problem>();
  if (form.file === null && !/^https:\/\/[^\s/]+\.[^\s]+$/i.test(form.url.trim())) found.set("url", "url");
  if (form.file === null && Object.keys(titlesOf(form)).length === 0) found.set("titles", "title");
  if (form.release === "moment" && form.releaseAt === "") found.set("releaseAt", "moment");
  return found;
}

function titlesOf({ titles }: SessionFileForm): Record<string, string> {
  const named = Object.entries(titles).map(([tag, text]) => [tag, text.trim()] as const);
  return Object.fromEntries(named.filter(([, text]) => text !== ""));
}

function releaseOf(form: SessionFileForm, timeZone: string): SessionFileChanges {
  const at = form.release === "moment" && form.releaseAt !== "" ? instantIn(form.releaseAt, timeZone) : null;
  return { release: form.release, release_at: at };
}

export function newFileOf(form: SessionFileForm, timeZone: string): NewSessionFile {
  const content = form.file === null ? { url: form.url.trim() } : { file_id: form.file.id };
  const { release_at: at } = releaseOf(form, timeZone);
  return {
    kind: form.kind,
    audience: form.audience,
    titles: titlesOf(form),
    release: form.release,
    release_at: at ?? null,
    ...content,
  };
}

/** What the API is asked to change: the named fields and nothing else. */
export function changesOf(
  form: SessionFileForm,
  changed: readonly SessionFileField[],
  timeZone: string,
): SessionFileChanges {
  const says: Readonly<Record<SessionFileField, () => SessionFileChanges>> = {
    kind: () => ({ kind: form.kind }),
    file: () => ({ file_id: form.file?.id ?? null }),
    url: () => ({ url: form.url.trim() }),
    titles: () => ({ titles: titlesOf(form) }),
    audience: () => ({ audience: form.audience }),
    release: () => releaseOf(form, timeZone),
    releaseAt: () => releaseOf(form, timeZone),
  };
  return Object.assign({}, ...changed.map((name) => says[name]())) as SessionFileChanges;
}

const POINTERS: Readonly<Record<string, SessionFileField>> = {
  kind: "kind",
  file_id: "file",
  url: "url",
  titles: "titles",
  audience: "audience",
  release: "release",
  release_at: "releaseAt",
};

/** The field that a pointer of the API means. */
export function fieldOf(pointer: string): SessionFileField | null {
  return POINTERS[pointer.split("/")[1] ?? ""] ?? null;
}

/** What a file or link is called in the reader's language, else in any of its own. */
export function nameOf({ titles, file, url }: SessionFile, locale: string): string {
  const own = titles[locale] ?? titles[locale.split("-")[0] ?? ""];
  return own || Object.values(titles).find((text) => text !== "") || file?.name || url || "";
}

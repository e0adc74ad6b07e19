// A speaker as a form: what it shows, what changed, what is wrong, and what the API is asked.
import type { Schemas } from "../../../api/client";
import { plainOf } from "./session-form";

export type Speaker = Schemas["EventsSpeaker"];

export interface SpeakerLink {
  readonly title: string;
  readonly href: string;
}

export interface SpeakerForm {
  readonly name: string;
  readonly position: string;
  readonly company: string;
  readonly email: string;
  readonly biography: string;
  /** A file's id; empty for none. */
  readonly photo: string;
  readonly links: readonly SpeakerLink[];
}

export type SpeakerField = keyof SpeakerForm;
export type SpeakerProblem = "name" | "links";

export const EMPTY_SPEAKER: SpeakerForm = {
  name: "",
  position: "",
  company: "",
  email: "",
  biography: "",
  photo: "",
  links: [],
};

export function speakerFormOf(speaker: Speaker): SpeakerForm {
  return {
    name: speaker.name,
    position: speaker.professional_title,
    company: speaker.company,
    email: speaker.email ?? "",
    biography: plainOf(speaker.biography),
    photo: speaker.photo_file_id ?? "",
    links: speaker.links.map(({ title, href }) => ({ title, href })),
  };
}

/** What is wrong before anything is sent; the server judges again. */
export function speakerProblemsOf(form: SpeakerForm): ReadonlyMap<SpeakerField, SpeakerProblem> {
  const found = new Map<SpeakerField, SpeakerProblem>();
  if (form.name.trim() === "") found.set("name", "name");
  if (statedLinks(form).some(({ href }) => !/^https?:\/\/\S+$/.test(href))) found.set("links", "links");
  return found;
}

function statedLinks({ links }: SpeakerForm): { title: string; href: string }[] {
  return links
    .map(({ title, href }) => ({ title: title.trim() || href.trim(), href: href.trim() }))
    .filter(({ title }) => title !== "");
}

type Changes = Schemas["EventsSpeakerChange"];

/** Field of the form → what it says in the API. */
const SAYS: { readonly [K in SpeakerField]: (form: SpeakerForm) => Changes } = {
  name: ({ name }) => ({ name: name.trim() }),
  position: ({ position }) => ({ professional_title: position.trim() }),
  company: ({ company }) => ({ company: company.trim() }),
  email: ({ email }) => ({ email: email.trim() || null }),
  biography: ({ biography }) => ({ biography }),
  photo: ({ photo }) => ({ photo_file_id: photo || null }),
  links: (form) => ({ links: statedLinks(form) }),
};

/** What the API is asked to change: the named fields and nothing else. */
export function speakerChangesOf(form: SpeakerForm, changed: readonly SpeakerField[]): Changes {
  return Object.assign({}, ...changed.map((name) => SAYS[name](form))) as Changes;
}

export function speakerBodyOf(form: SpeakerForm): Schemas["EventsNewSpeaker"] {
  return speakerChangesOf(form, Object.keys(SAYS) as SpeakerField[]) as Schemas["EventsNewSpeaker"];
}

/** The field that a pointer of the API means. */
export function speakerFieldOf(pointer: string): SpeakerField | null {
  const [, first = ""] = pointer.split("/");
  return POINTERS[first] ?? null;
}

const POINTERS: Readonly<Record<string, SpeakerField>> = {
  name: "name",
  professional_title: "position",
  company: "company",
  email: "email",
  biography: "biography",
  photo_file_id: "photo",
  links: "links",
};

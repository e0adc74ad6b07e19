// An announcement as a form: its texts by language, whom it is for, and what the API is asked.
import type { Announcement, Channel, NewAnnouncement, Segment } from "./queries";

export const STATES = ["confirmed", "awaiting_payment", "awaiting_approval"] as const;
export type OrderState = NonNullable<Segment["order_states"]>[number];
export const CAME = ["any", "yes", "no"] as const;
export type Came = (typeof CAME)[number];
export const BOUGHT = ["any", "before", "first"] as const;
export const ADDRESSEES = ["attendees", "buyers"] as const;
export const VARIABLES = [
  "first_name",
  "name",
  "event",
  "event_date",
  "organizer",
  "order_number",
  "order_link",
] as const;

export const TEXT_VARIABLES = [...VARIABLES.filter((name) => name !== "order_link"), "event_link"] as const;
export const CHANNELS = ["email", "sms", "in_app", "chat"] as const satisfies readonly Channel[];
export const MOST_SHORT = 640;

export interface AnnouncementForm {
  readonly channels: readonly Channel[];
  readonly subjects: Readonly<Record<string, string>>;
  readonly bodies: Readonly<Record<string, string>>;
  /** Text messages, by language. */
  readonly shorts: Readonly<Record<string, string>>;
  readonly to: (typeof ADDRESSEES)[number];
  readonly types: readonly string[];
  readonly states: readonly string[];
  readonly came: Came;
  /** Whether their buyer had bought for other events before, or buys for the first time. */
  readonly bought: (typeof BOUGHT)[number];
  readonly sessions: readonly string[];
  readonly languages: readonly string[];
  readonly tags: readonly string[];
  /** Key of a question of the registration form, and one of its answers; empty for none. */
  readonly question: string;
  readonly answer: string;
  readonly important: boolean;
}
export type AnnouncementField = keyof AnnouncementForm;

/** The part of a form that is a mail and whom it is for; `prefix` begins the ids of its fields. */
export interface ContentProps {
  readonly prefix: string;
  readonly editing: {
    readonly form: AnnouncementForm;
    readonly errors: ReadonlyMap<string, string>;
    readonly change: (changes: Partial<AnnouncementForm>) => void;
  };
}

export const EMPTY: AnnouncementForm = {
  channels: ["email"],
  subjects: {},
  bodies: {},
  shorts: {},
  to: "attendees",
  types: [],
  states: ["confirmed"],
  came: "any",
  bought: "any",
  sessions: [],
  languages: [],
  tags: [],
  question: "",
  answer: "",
  important: false,
};

/** What lists call it: the subject, or the text message where it is no email. */
export function titleOf({ texts }: Pick<Announcement, "texts">): string {
  const [first] = texts;
  return first === undefined ? "" : first.subject || first.short_text;
}

type Content = Pick<Announcement, "texts" | "segment" | "channels" | "is_important">;

export function formOf({ texts, segment, channels, is_important: important }: Content): AnnouncementForm {
  const [answered] = segment.answers;
  return {
    subjects: Object.fromEntries(texts.map(({ language, subject }) => [language, subject])),
    bodies: Object.fromEntries(texts.map(({ language, body }) => [language, body])),
    shorts: Object.fromEntries(texts.map(({ language, short_text: short }) => [language, short])),
    channels: CHANNELS.filter((each) => channels.includes(each)),
    to: segment.to,
    types: segment.ticket_type_ids,
    states: segment.order_states,
    came: segment.checked_in === null ? "any" : segment.checked_in ? "yes" : "no",
    bought: segment.bought_before === null ? "any" : segment.bought_before ? "before" : "first",
    sessions: segment.session_ids,
    languages: segment.languages,
    tags: segment.tag_ids,
    question: answered?.question ?? "",
    answer: answered?.value ?? "",
    important,
  };
}

export function segmentOf(form: AnnouncementForm): Segment {
  const isAsked = form.question !== "" && form.answer !== "";
  return {
    to: form.to,
    ticket_type_ids: [...form.types],
    order_states: form.states as OrderState[],
    checked_in: form.came === "any" ? null : form.came === "yes",
    bought_before: form.bought === "any" ? null : form.bought === "before",
    session_ids: [...form.sessions],
    languages: [...form.languages],
    tag_ids: [...form.tags],
    answers: isAsked ? [{ question: form.question, value: form.answer }] : [],
  };
}

/** The event's own language comes first: everybody whose language is not written gets it. */
export function bodyOf(form: AnnouncementForm, own: string): NewAnnouncement {
  const written = writtenIn(form).filter((tag) => tag !== own);
  return {
    texts: [own, ...written].map((language) => ({
      language,
      subject: form.subjects[language] ?? "",
      body: form.bodies[language] ?? "",
      short_text: form.shorts[language] ?? "",
    })),
    segment: segmentOf(form),
    channels: [...form.channels],
    is_important: form.important,
  };
}

/** Mails, messages in the inbox and chat channels say the same. */
export const hasMailWords = (channels: readonly Channel[]): boolean => channels.some((channel) => channel !== "sms");

/** Those that its subject and text may hold: a chat channel knows no order. */
export const variablesOf = (channels: readonly Channel[]): readonly string[] =>
  channels.includes("chat") ? VARIABLES.filter((name) => name !== "order_number") : VARIABLES;

export function writtenIn({ channels, subjects, bodies, shorts }: AnnouncementForm): readonly string[] {
  const written = [
    ...(hasMailWords(channels) ? [subjects, bodies] : []),
    ...(channels.includes("sms") ? [shorts] : []),
  ];
  const tags = [...new Set(written.flatMap((texts) => Object.keys(texts)))];
  return tags.filter((tag) => written.some((texts) => !isBlank(texts[tag])));
}

const isBlank = (text: string | undefined): boolean =>
  (text ?? "")
    .replace(/<[^>]*>/g, "")
    .replace(/&nbsp;/g, " ")
    .trim() === "";

export type Problem = "channels" | "subject" | "body" | "short" | "states" | "answer";

export function problemsOf(form: AnnouncementForm, own: string): Map<AnnouncementField, Problem> {
  const tags = [...new Set([own, ...writtenIn(form)])];
  const found = new Map<AnnouncementField, Problem>();
  const [isMailed, isTexted] = [hasMailWords(form.channels), form.channels.includes("sms")];
  if (form.channels.length === 0) found.set("channels", "channels");
  if (isMailed && tags.some((tag) => isBlank(form.subjects[tag]))) found.set("subjects", "subject");
  if (isMailed && tags.some((tag) => isBlank(form.bodies[tag]))) found.set("bodies", "body");
  if (isTexted && tags.some((tag) => isBlank(form.shorts[tag]))) found.set("shorts", "short");
  if (form.states.length === 0) found.set("states", "states");
  if (form.question !== "" && form.answer === "") found.set("answer", "answer");
  return found;
}

const FIELDS: readonly (readonly [RegExp, AnnouncementField])[] = [
  [/^\/channels/, "channels"],
  [/^\/texts\/\d+\/subject/, "subjects"],
  [/^\/texts\/\d+\/short_text/, "shorts"],
  [/^\/texts/, "bodies"],
  [/^\/segment\/ticket_type_ids/, "types"],
  [/^\/segment\/order_states/, "states"],
  [/^\/segment\/session_ids/, "sessions"],
  [/^\/segment\/languages/, "languages"],
  [/^\/segment\/tag_ids/, "tags"],
  [/^\/segment\/answers/, "answer"],
];

export function fieldOf(pointer: string): AnnouncementField | null {
  return FIELDS.find(([pattern]) => pattern.test(pointer))?.[1] ?? null;
}

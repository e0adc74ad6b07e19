// A sales partner as a form: what it shows, what is wrong, and what the API is asked.
import { plainCode } from "../../../lib/typed-text";
import type { NewPartner, PartnerChanges, SalesPartner } from "./queries";

export interface PartnerForm {
  readonly name: string;
  readonly code: string;
  readonly contact: string;
  readonly email: string;
  readonly note: string;
  /** "" for none. */
  readonly token: string;
}

export type PartnerField = keyof PartnerForm;
export type PartnerProblem = "name" | "code";

export const EMPTY: PartnerForm = { name: "", code: "", contact: "", email: "", note: "", token: "" };

const CODE = /^[0-9A-Za-z]{4,20}$/;

export function formOf(partner: SalesPartner): PartnerForm {
  const { name, code, contact_name, contact_email, note, api_token_id } = partner;
  return { name, code, contact: contact_name, email: contact_email, note, token: api_token_id ?? "" };
}

/** What is wrong before anything is sent; the server judges again. */
export function problemsOf(form: PartnerForm): Map<PartnerField, PartnerProblem> {
  const found = new Map<PartnerField, PartnerProblem>();
  if (form.name.trim() === "") found.set("name", "name");
  if (!CODE.test(plainCode(form.code))) found.set("code", "code");
  return found;
}

const SAYS: { readonly [K in PartnerField]: (form: PartnerForm) => PartnerChanges } = {
  name: ({ name }) => ({ name: name.trim() }),
  code: ({ code }) => ({ code }),
  contact: ({ contact }) => ({ contact_name: contact.trim() }),
  email: ({ email }) => ({ contact_email: email.trim() || null }),
  note: ({ note }) => ({ note }),
  token: ({ token }) => ({ api_token_id: token || null }),
};

/** What the API is asked to change: the named fields and nothing else. */
export function changesOf(form: PartnerForm, changed: readonly PartnerField[]): PartnerChanges {
  return Object.assign({}, ...changed.map((name) => SAYS[name](form))) as PartnerChanges;
}

/** A whole new partner. */
export function newOf(form: PartnerForm): NewPartner {
  return changesOf(form, Object.keys(EMPTY) as PartnerField[]) as NewPartner;
}

const POINTERS: Readonly<Record<string, PartnerField>> = {
  name: "name",
  code: "code",
  contact_name: "contact",
  contact_email: "email",
  note: "note",
  api_token_id: "token",
};

/** The field that a pointer of the API means. */
export function fieldOf(pointer: string): PartnerField | null {
  return POINTERS[pointer.split("/")[1] ?? ""] ?? null;
}

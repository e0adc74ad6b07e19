// A sponsor as a form.
import type { Schemas } from "../../../api/client";
import type { Sponsor } from "./queries";

export interface SponsorForm {
  readonly name: string;
  /** Empty for no level. */
  readonly level: string;
  readonly logo: string;
  readonly url: string;
  readonly description: string;
  readonly isPublic: boolean;
  readonly contactName: string;
  readonly contactEmail: string;
}

export type SponsorField = keyof SponsorForm;

export const EMPTY_SPONSOR: SponsorForm = {
  name: "",
  level: "",
  logo: "",
  url: "",
  description: "",
  isPublic: true,
  contactName: "",
  contactEmail: "",
};

export function sponsorFormOf(sponsor: Sponsor): SponsorForm {
  return {
    name: sponsor.name,
    level: sponsor.level_id ?? "",
    logo: sponsor.logo_file_id ?? "",
    url: sponsor.url ?? "",
    description: sponsor.description,
    isPublic: sponsor.is_public,
    contactName: sponsor.contact_name,
    contactEmail: sponsor.contact_email ?? "",
  };
}

/** What the API is asked to set: the named fields and nothing else. */
export function sponsorBodyOf(form: SponsorForm, fields: readonly SponsorField[]): Schemas["EventsSponsorChange"] {
  const has = (name: SponsorField): boolean => fields.includes(name);
  return {
    ...(has("name") ? { name: form.name.trim() } : {}),
    ...(has("level") ? { level_id: form.level || null } : {}),
    ...(has("logo") ? { logo_file_id: form.logo || null } : {}),
    ...(has("url") ? { url: form.url.trim() || null } : {}),
    ...(has("description") ? { description: form.description.trim() } : {}),
    ...(has("isPublic") ? { is_public: form.isPublic } : {}),
    ...(has("contactName") ? { contact_name: form.contactName.trim() } : {}),
    ...(has("contactEmail") ? { contact_email: form.contactEmail.trim() || null } : {}),
  };
}

/** The field that a pointer of the API means. */
export function sponsorFieldOf(pointer: string): SponsorField | null {
  const known: Readonly<Record<string, SponsorField>> = {
    name: "name",
    level_id: "level",
    logo_file_id: "logo",
    url: "url",
    description: "description",
    is_public: "isPublic",
    contact_name: "contactName",
    contact_email: "contactEmail",
  };
  return known[pointer.split("/")[1] ?? ""] ?? null;
}

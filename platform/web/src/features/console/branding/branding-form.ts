// How an organization looks, as a form.
import type { OwnOrganization } from "../shell/organization-api";

export const FONTS = ["sans", "serif", "mono"] as const;
export type Font = (typeof FONTS)[number];

export interface BrandingForm {
  /** The id of a public picture; empty for none. */
  readonly logo: string;
  /** `#rrggbb`; empty for the platform's own. */
  readonly colour: string;
  readonly font: Font;
}

export type BrandingField = keyof BrandingForm;

export const PLAIN: BrandingForm = { logo: "", colour: "", font: "sans" };

export function brandingOf({ logo_file_id: logo, brand_color: colour, font }: OwnOrganization): BrandingForm {
  return { logo: logo ?? "", colour, font: FONTS.find((each) => each === font) ?? "sans" };
}

const FIELDS: Readonly<Record<string, BrandingField>> = { file_id: "logo", brand_color: "colour", font: "font" };

/** The field that a pointer of the API means. */
export function brandingFieldOf(pointer: string): BrandingField | null {
  return FIELDS[pointer.split("/")[1] ?? ""] ?? null;
}

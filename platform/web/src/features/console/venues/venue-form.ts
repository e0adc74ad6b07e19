// A venue as a form: what it shows, what is wrong, and what the API is asked.
import type { Schemas } from "../../../api/client";
import type { Venue } from "./queries";

export interface VenueForm {
  readonly name: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly region: string;
  /** Two letters; empty for none. */
  readonly country: string;
  readonly website: string;
  readonly accessibility: string;
  /** "48.2082, 16.3738"; empty for none. */
  readonly point: string;
}

export type VenueField = keyof VenueForm;
export type VenueProblem = "name" | "website" | "point";

export const EMPTY_VENUE: VenueForm = {
  name: "",
  street: "",
  postalCode: "",
  city: "",
  region: "",
  country: "",
  website: "",
  accessibility: "",
  point: "",
};

export function venueFormOf(venue: Venue): VenueForm {
  const { latitude, longitude } = venue;
  return {
    name: venue.name,
    street: venue.street,
    postalCode: venue.postal_code,
    city: venue.city,
    region: venue.region,
    country: venue.country ?? "",
    website: venue.website ?? "",
    accessibility: venue.accessibility,
    point: latitude === null || longitude === null ? "" : `${latitude}, ${longitude}`,
  };
}

/** Latitude and longitude in degrees; null where the text is not a point. */
export function pointOf(text: string): readonly [number, number] | null {
  const found = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text);
  if (found === null) return null;
  const [latitude, longitude] = [Number(found[1]), Number(found[2])];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? [latitude, longitude] : null;
}

/** What is wrong before anything is sent; the server judges again. */
export function venueProblemsOf(form: VenueForm): ReadonlyMap<VenueField, VenueProblem> {
  const found = new Map<VenueField, VenueProblem>();
  if (form.name.trim() === "") found.set("name", "name");
  if (form.website.trim() !== "" && !/^https?:\/\/\S+$/.test(form.website.trim())) found.set("website", "website");
  if (form.point.trim() !== "" && pointOf(form.point) === null) found.set("point", "point");
  return found;
}

type Changes = Schemas["VenuesVenueChange"];

/** Field of the form → what it says in the API. */
const SAYS: { readonly [K in VenueField]: (form: VenueForm) => Changes } = {
  name: ({ name }) => ({ name: name.trim() }),
  street: ({ street }) => ({ street: street.trim() }),
  postalCode: ({ postalCode }) => ({ postal_code: postalCode.trim() }),
  city: ({ city }) => ({ city: city.trim() }),
  region: ({ region }) => ({ region: region.trim() }),
  country: ({ country }) => ({ country: country || null }),
  website: ({ website }) => ({ website: website.trim() || null }),
  accessibility: ({ accessibility }) => ({ accessibility: accessibility.trim() }),
  point: ({ point }) => {
    const [latitude, longitude] = pointOf(point) ?? [null, null];
    return { latitude, longitude };
  },
};

/** What the API is asked to change: the named fields and nothing else. */
export function venueChangesOf(form: VenueForm, changed: readonly VenueField[]): Changes {
  return Object.assign({}, ...changed.map((name) => SAYS[name](form))) as Changes;
}

const POINTERS: Readonly<Record<string, VenueField>> = {
  name: "name",
  street: "street",
  postal_code: "postalCode",
  city: "city",
  region: "region",
  country: "country",
  website: "website",
  accessibility: "accessibility",
  latitude: "point",
  longitude: "point",
};

/** The field that a pointer of the API means. */
export function venueFieldOf(pointer: string): VenueField | null {
  return POINTERS[pointer.split("/")[1] ?? ""] ?? null;
}

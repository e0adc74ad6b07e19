// The views in which the fields of an event are edited, by JSON pointer; those that are not there yet are left out.
const DETAILS = { path: "details" };

export const VIEWS_OF_FIELDS: Readonly<Record<string, { readonly path: string }>> = {
  "/title": DETAILS,
  "/summary": DETAILS,
  "/starts_at": DETAILS,
  "/ends_at": DETAILS,
  "/location": DETAILS,
  "/online_url": DETAILS,
  "/contact_email": DETAILS,
  "/ticket_types": { path: "tickets" },
};

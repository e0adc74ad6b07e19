// The views in which the fields of an event are edited, by JSON pointer; those that are not there yet are left out.
const DETAILS = { path: "details" };

const VIEWS: Readonly<Record<string, { readonly path: string }>> = {
  "/title": DETAILS,
  "/summary": DETAILS,
  "/starts_at": DETAILS,
  "/ends_at": DETAILS,
  "/location": DETAILS,
  "/online_url": DETAILS,
  "/contact_email": DETAILS,
  "/cover_file_id": DETAILS,
  "/ticket_types": { path: "tickets" },
};

export function viewOfField(pointer: string): { readonly path: string } | undefined {
  return pointer.startsWith("/custom/") ? DETAILS : VIEWS[pointer];
}

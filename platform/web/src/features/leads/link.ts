// The link of a stand member: what stands behind `#` in its address, or in a pasted text.
import type { Link } from "./types";

const PARTS = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(turnout_lead_\w{1,51})$/i;

/** What a text links to: the address, its fragment, or what stands behind `#`; null for any other. */
export function linkIn(text: string): Link | null {
  const trimmed = text.trim();
  const found = PARTS.exec(trimmed.slice(trimmed.lastIndexOf("#") + 1));
  return found === null ? null : { organizationId: (found[1] ?? "").toLowerCase(), token: found[2] ?? "" };
}

/** The same of the page's address; the secret leaves address and history, so that nobody reads it there. */
export function takeLink(place: Location, past: History): Link | null {
  const found = linkIn(place.hash);
  if (place.hash !== "") past.replaceState(past.state, "", place.pathname + place.search);
  return found;
}

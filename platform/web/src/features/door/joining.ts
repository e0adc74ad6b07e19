// Joining: what the QR code of the console says, and reading it out of an address or a pasted text.

export interface Invitation {
  readonly organizationId: string;
  readonly code: string;
}

const PARTS = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(turnout_join_\w{1,51})$/i;

/** What a text invites to: the link, its fragment, or what stands behind `#`; null for any other. */
export function invitationIn(text: string): Invitation | null {
  const trimmed = text.trim();
  const behind = trimmed.slice(trimmed.lastIndexOf("#") + 1);
  const found = PARTS.exec(behind);
  return found === null ? null : { organizationId: (found[1] ?? "").toLowerCase(), code: found[2] ?? "" };
}

/** The same of the page's address; the code leaves address and history, so that nobody reads it there. */
export function takeInvitation(place: Location, past: History): Invitation | null {
  const found = invitationIn(place.hash);
  if (place.hash !== "") past.replaceState(past.state, "", place.pathname + place.search);
  return found;
}

// Addresses of orders and attendees: below the event where one is in an event, else below the organization.
import { useCallback } from "react";
import { useEventIfAny } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { eventPath, organizationPath } from "../shell/places";

export function usePathHere(): (path: string) => string {
  const { slug } = useOrganization();
  const eventId = useEventIfAny()?.id;
  return useCallback(
    (path) => (eventId === undefined ? organizationPath(slug, path) : eventPath(slug, eventId, path)),
    [slug, eventId],
  );
}

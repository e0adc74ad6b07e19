// The event that the address names.
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { answerOf, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { useOrganization } from "./organizations";

export type Event = Schemas["EventsEvent"];

export const EventContext = createContext<Event | null>(null);

/** The key of an event: what changes it writes its answer there, with `queryClient.setQueryData`. */
export function eventKey(organizationId: string, eventId: string): readonly string[] {
  return [organizationId, "event", eventId];
}

export function useEventQuery(eventId: string): UseQueryResult<Event> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: eventKey(id, eventId),
    enabled: eventId !== "",
    queryFn: () =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/events/{event_id}", {
          params: { path: { organization_id: id, event_id: eventId } },
        }),
      ),
  });
}

/** The event at hand, in the views of an event. */
export function useEvent(): Event {
  const event = useContext(EventContext);
  if (event === null) throw new Error("A view of an event stands outside of one");
  return event;
}

export function useEventIfAny(): Event | null {
  return useContext(EventContext);
}

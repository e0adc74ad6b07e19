// Who signed up for the sessions of an event, and how full they are.
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useHere } from "./queries";

export type Places = Schemas["EventsPlaces"];
export type Registered = Schemas["EventsRegisteredTicket"];

const EVENT = "/api/v1/organizations/{organization_id}/events/{event_id}";

/** How full a session is that takes registrations; undefined until that is known. */
export function usePlaces(sessionId: string): Places | undefined {
  const { api, path, key } = useHere();
  const places = useQuery({
    queryKey: [...key, "session-places"],
    enabled: sessionId !== "",
    queryFn: async () => (await answerOf(api.GET(`${EVENT}/session-places`, { params: { path } }))).items,
  });
  return places.data?.find(({ session_id: id }) => id === sessionId);
}

/** The tickets that have a place in a session, in the order in which they registered. */
export function useRegistrations(sessionId: string): UseQueryResult<readonly Registered[]> {
  const { api, path, key } = useHere();
  return useQuery({
    queryKey: [...key, "session-places", sessionId],
    queryFn: async () =>
      (
        await answerOf(
          api.GET(`${EVENT}/sessions/{session_id}/registrations`, {
            params: { path: { ...path, session_id: sessionId } },
          }),
        )
      ).items,
  });
}

// What the programme asks of the API, and what it changes there.
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { ifMatch, once } from "../session/connection";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import type { Conflict, Programme, Room, Session } from "./schedule";

export type Written = Schemas["EventsWrittenSession"];

const EVENT = "/api/v1/organizations/{organization_id}/events/{event_id}" as const;
const SESSIONS = `${EVENT}/sessions` as const;
const ONE_SESSION = `${EVENT}/sessions/{session_id}` as const;
const ROOMS = "/api/v1/organizations/{organization_id}/venues/{venue_id}/rooms";

export function useHere() {
  const api = useApi();
  const client = useQueryClient();
  const event = useEvent();
  const { id } = useOrganization();
  const key = [id, "event", event.id] as const;
  const refresh = async (): Promise<void> => {
    await Promise.all(
      ["programme", "conflicts", "speakers"].map((what) => client.invalidateQueries({ queryKey: [...key, what] })),
    );
  };
  return { api, client, event, path: { organization_id: id, event_id: event.id }, key, refresh };
}

export function useProgramme(): UseQueryResult<Programme> {
  const { api, path, key } = useHere();
  return useQuery({
    queryKey: [...key, "programme"],
    queryFn: () => answerOf(api.GET(`${EVENT}/programme`, { params: { path } })),
  });
}

/** Rooms and speakers that are booked twice at once. */
export function useConflicts(): UseQueryResult<readonly Conflict[]> {
  const { api, path, key } = useHere();
  return useQuery({
    queryKey: [...key, "conflicts"],
    queryFn: async () => (await answerOf(api.GET(`${EVENT}/conflicts`, { params: { path } }))).items,
  });
}

/** The rooms of the event's venue, and those elsewhere in which its sessions stand. */
export function useRooms(used: readonly Room[]): readonly Room[] {
  const { api, event } = useHere();
  const { id, may } = useOrganization();
  const venue = event.venue_id ?? "";
  const { data = [] } = useQuery({
    queryKey: [id, "venue", venue, "rooms"],
    enabled: venue !== "" && may("venues.read"),
    queryFn: async () =>
      (await answerOf(api.GET(ROOMS, { params: { path: { organization_id: id, venue_id: venue } } }))).items,
  });
  const known = new Set(data.map((room) => room.id));
  return [...data, ...used.filter((room) => !known.has(room.id))];
}

export interface SessionChanged {
  /** The version that is changed; what others saved since is refused. */
  readonly session: Session;
  readonly changes: Schemas["EventsSessionChange"];
  /** How it looks at once, until the answer comes. */
  readonly preview?: Session;
}

export function useChangeSession(): UseMutationResult<Written, Error, SessionChanged, Programme | undefined> {
  const { api, client, path, key, refresh } = useHere();
  const programmeKey = [...key, "programme"];
  return useMutation({
    mutationFn: ({ session, changes }) =>
      answerOf(
        api.PATCH(ONE_SESSION, {
          params: { path: { ...path, session_id: session.id } },
          body: changes,
          headers: ifMatch(session),
        }),
      ),
    onMutate: async ({ preview }) => {
      if (preview === undefined) return undefined;
      await client.cancelQueries({ queryKey: programmeKey });
      const before = client.getQueryData<Programme>(programmeKey);
      if (before !== undefined) client.setQueryData(programmeKey, withSession(before, preview));
      return before;
    },
    onSuccess: (saved) =>
      client.setQueryData<Programme>(programmeKey, (now) => (now === undefined ? now : withSession(now, saved))),
    onError: (_error, _changed, before) => {
      if (before !== undefined) client.setQueryData(programmeKey, before);
    },
    onSettled: refresh,
  });
}

function withSession(programme: Programme, session: Session): Programme {
  return {
    ...programme,
    sessions: programme.sessions
      .map((each) => (each.id === session.id ? session : each))
      .sort((one, other) => Date.parse(one.starts_at) - Date.parse(other.starts_at)),
  };
}

export function useCreateSession(): UseMutationResult<Written, Error, Schemas["EventsNewSession"]> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: (body) => answerOf(api.POST(SESSIONS, { params: { path }, body, ...once })),
    onSuccess: refresh,
  });
}

export function useDeleteSession(): UseMutationResult<unknown, Error, Session> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ id }) => api.DELETE(ONE_SESSION, { params: { path: { ...path, session_id: id } } }),
    onSettled: refresh,
  });
}

/** The session as it is now, after somebody else saved it. */
export function useCurrentSession(): (id: string) => Promise<Session> {
  const { api, path } = useHere();
  return (id) => answerOf(api.GET(ONE_SESSION, { params: { path: { ...path, session_id: id } } }));
}

export function useCreateTrack(): UseMutationResult<Schemas["EventsTrack"], Error, string> {
  const { api, path } = useHere();
  return useMutation({
    mutationFn: (name) => answerOf(api.POST(`${EVENT}/tracks`, { params: { path }, body: { name } })),
  });
}

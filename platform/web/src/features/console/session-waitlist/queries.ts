// Which tickets wait for an event's sessions, how many, the settings, and what is done with one of them.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { usePaged, type Paged } from "../parts/paged";
import { ifMatch } from "../session/connection";
import { EVENT, ORGANIZATION, useEventApi } from "../shell/event-api";

export type Entry = Schemas["SessionWaitlistEntry"];
export type Figures = Schemas["SessionWaitlistFigures"];
export type Settings = Schemas["SessionWaitlistSettings"];
export type SettingsBody = Schemas["SessionWaitlistSettingsFields"];
export type Priority = Schemas["SessionEntryChanges"]["priority"];

export const STATES = ["waiting", "offered", "taken", "lapsed", "left", "removed", "ended"] as const;
export type State = (typeof STATES)[number];
export const PRIORITIES: readonly Priority[] = ["vip", "early_bird", "standard"];

const LIST = `${EVENT}/session-waitlist` as const;
const FIGURES = `${EVENT}/session-waitlist-figures` as const;
const SETTINGS = `${EVENT}/session-waitlist-settings` as const;
const ONE = `${ORGANIZATION}/session-waitlist-entries/{session_entry_id}` as const;

export function useEntries(state: State, session: string): Paged<Entry> {
  const { api, path, key } = useEventApi();
  const narrowed = session === "" ? {} : { session_id: session };
  return usePaged<Entry>([...key, "session-waitlist", state, session], (place) =>
    answerOf(api.GET(LIST, { params: { path, query: { ...place, state, ...narrowed } } })),
  );
}

export function useFigures(): UseQueryResult<Figures> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "session-waitlist", "figures"],
    queryFn: () => answerOf(api.GET(FIGURES, { params: { path } })),
  });
}

export interface SessionChoice {
  readonly id: string;
  readonly title: string;
}

/** The sessions that one registers for, in order of time. */
export function useSessions(): readonly SessionChoice[] {
  const { api, path, key } = useEventApi();
  const { data = [] } = useQuery({
    queryKey: [...key, "session-waitlist-sessions"],
    queryFn: async () =>
      (await answerOf(api.GET(`${EVENT}/programme`, { params: { path } }))).sessions
        .filter((each) => each.needs_registration)
        .map(({ id, title }) => ({ id, title })),
  });
  return data;
}

export function useSettings(): UseQueryResult<Settings> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "session-waitlist-settings"],
    queryFn: () => answerOf(api.GET(SETTINGS, { params: { path } })),
  });
}

export function useFetchSettings(): () => Promise<Settings> {
  const { api, path } = useEventApi();
  return () => answerOf(api.GET(SETTINGS, { params: { path } }));
}

export interface SavedSettings {
  readonly body: SettingsBody;
  readonly over: Settings;
}

export function useSaveSettings(): UseMutationResult<Settings, Error, SavedSettings> {
  const { api, client, path, key } = useEventApi();
  return useMutation({
    mutationFn: ({ body, over }) => answerOf(api.PUT(SETTINGS, { params: { path }, body, headers: ifMatch(over) })),
    onSuccess: (saved) => {
      client.setQueryData([...key, "session-waitlist-settings"], saved);
      void client.invalidateQueries({ queryKey: [...key, "session-waitlist"] });
    },
  });
}

export type Step =
  { readonly kind: "offer" } | { readonly kind: "remove" } | { readonly kind: "class"; readonly priority: Priority };

export interface Stepped {
  readonly entry: Entry;
  readonly step: Step;
}

/** Reserves a place, takes a ticket off the list, or puts it into another class. */
export function useStep(): UseMutationResult<unknown, Error, Stepped> {
  const { api, client, path, key } = useEventApi();
  return useMutation<unknown, Error, Stepped>({
    mutationFn: ({ entry, step }) => {
      const params = { path: { organization_id: path.organization_id, session_entry_id: entry.id } };
      if (step.kind === "offer") return answerOf(api.POST(`${ONE}/offer`, { params }));
      if (step.kind === "remove") return answerOf(api.DELETE(ONE, { params }));
      const body = { priority: step.priority };
      return answerOf(api.PATCH(ONE, { params, body, headers: ifMatch(entry) }));
    },
    // Refused or not: somebody may have signed off, or taken a place, meanwhile.
    onSettled: () => void client.invalidateQueries({ queryKey: [...key, "session-waitlist"] }),
  });
}

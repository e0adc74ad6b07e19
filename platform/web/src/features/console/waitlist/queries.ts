// Who waits for an event's tickets, how many there are, the settings, and what is done with one of them.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { usePaged, type Paged } from "../parts/paged";
import { ifMatch } from "../session/connection";
import { EVENT, ORGANIZATION, useEventApi } from "../shell/event-api";

export type Entry = Schemas["WaitlistEntry"];
export type Figures = Schemas["WaitlistFigures"];
export type Settings = Schemas["WaitlistSettings"];
export type SettingsBody = Schemas["WaitlistSettingsFields"];
export type Priority = Schemas["WaitlistEntryChanges"]["priority"];

export const STATES = [
  "waiting",
  "offered",
  "ordered",
  "bought",
  "lapsed",
  "unconfirmed",
  "left",
  "removed",
  "ended",
] as const;
export type State = (typeof STATES)[number];
export const PRIORITIES: readonly Priority[] = ["vip", "early_bird", "standard"];

const LIST = `${EVENT}/waitlist` as const;
const FIGURES = `${EVENT}/waitlist-figures` as const;
const SETTINGS = `${EVENT}/waitlist-settings` as const;
const ONE = `${ORGANIZATION}/waitlist-entries/{entry_id}` as const;

export function useEntries(state: State): Paged<Entry> {
  const { api, path, key } = useEventApi();
  return usePaged<Entry>([...key, "waitlist", state], (place) =>
    answerOf(api.GET(LIST, { params: { path, query: { ...place, state } } })),
  );
}

export function useFigures(): UseQueryResult<Figures> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "waitlist", "figures"],
    queryFn: () => answerOf(api.GET(FIGURES, { params: { path } })),
  });
}

export function useSettings(): UseQueryResult<Settings> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "waitlist-settings"],
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
      client.setQueryData([...key, "waitlist-settings"], saved);
      void client.invalidateQueries({ queryKey: [...key, "waitlist"] });
    },
  });
}

export type Step =
  { readonly kind: "offer" } | { readonly kind: "remove" } | { readonly kind: "class"; readonly priority: Priority };

export interface Stepped {
  readonly entry: Entry;
  readonly step: Step;
}

/** Offers places, takes somebody off the list, or puts them into another class. */
export function useStep(): UseMutationResult<unknown, Error, Stepped> {
  const { api, client, path, key } = useEventApi();
  return useMutation<unknown, Error, Stepped>({
    mutationFn: ({ entry, step }) => {
      const params = { path: { organization_id: path.organization_id, entry_id: entry.id } };
      if (step.kind === "offer") return answerOf(api.POST(`${ONE}/offer`, { params }));
      if (step.kind === "remove") return answerOf(api.DELETE(ONE, { params }));
      const body = { priority: step.priority };
      return answerOf(api.PATCH(ONE, { params, body, headers: ifMatch(entry) }));
    },
    // Refused or not: somebody may have left, or bought, meanwhile.
    onSettled: () => void client.invalidateQueries({ queryKey: [...key, "waitlist"] }),
  });
}

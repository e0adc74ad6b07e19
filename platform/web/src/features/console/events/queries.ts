// What the views of events ask of the API, and the keys under which the answers are kept.
import {
  useInfiniteQuery,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { LIMIT } from "../parts/all-pages";
import { useApi } from "../session/api";
import type { Event } from "../shell/event";
import { useOrganization } from "../shell/organizations";

export type EventPage = Schemas["EventsEventPage"];
export type TicketType = Schemas["CatalogTicketType"];
export type Pool = Schemas["InventoryPool"];
export type Checklist = Schemas["EventsCheckList"];

const PAGE = 50;
const FRESH = 10_000;

export const SHOWN = {
  all: [],
  upcoming: ["published", "live", "postponed"],
  drafts: ["draft", "review"],
  past: ["ended", "cancelled", "archived"],
  templates: [],
  bin: ["deleted"],
} as const satisfies Record<string, readonly Event["state"][]>;

export type Shown = keyof typeof SHOWN;

export function useEvents(shown: Shown, text: string): UseInfiniteQueryResult<InfiniteData<EventPage>> {
  const api = useApi();
  const { id } = useOrganization();
  return useInfiniteQuery({
    queryKey: [id, "events", shown, text],
    initialPageParam: "",
    placeholderData: (before) => before,
    getNextPageParam: (page: EventPage) => page.next_cursor,
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/events", {
          params: {
            path: { organization_id: id },
            query: {
              limit: PAGE,
              ...(text === "" ? {} : { q: text }),
              ...(SHOWN[shown].length === 0 ? {} : { state: [...SHOWN[shown]] }),
              ...(shown === "templates" ? { templates: true } : {}),
              ...(pageParam === "" ? {} : { cursor: pageParam }),
            },
          },
        }),
      ),
  });
}

/** Templates that the organization's agencies share with it. */
export function useSharedTemplates(): UseQueryResult<readonly Schemas["Template_sharesSharedTemplate"][]> {
  const api = useApi();
  const { id } = useOrganization();
  const params = { path: { organization_id: id } };
  return useQuery({
    queryKey: [id, "shared-templates"],
    queryFn: async () =>
      (await answerOf(api.GET("/api/v1/organizations/{organization_id}/shared-templates", { params }))).items,
  });
}

export function useTicketTypes(eventId: string): UseQueryResult<readonly TicketType[]> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "event", eventId, "ticket-types"],
    enabled: eventId !== "",
    staleTime: FRESH,
    queryFn: async () =>
      (
        await answerOf(
          api.GET("/api/v1/organizations/{organization_id}/events/{event_id}/ticket-types", {
            params: { path: { organization_id: id, event_id: eventId } },
          }),
        )
      ).items,
  });
}

export function usePools(eventId: string): UseQueryResult<readonly Pool[]> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "event", eventId, "pools"],
    enabled: eventId !== "",
    staleTime: FRESH,
    queryFn: async () =>
      (
        await answerOf(
          api.GET("/api/v1/organizations/{organization_id}/events/{event_id}/pools", {
            params: { path: { organization_id: id, event_id: eventId } },
          }),
        )
      ).items,
  });
}

export function useChecklist(event: Event): UseQueryResult<Checklist> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "event", event.id, "checklist", event.version],
    queryFn: () =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/events/{event_id}/publish-checklist", {
          params: { path: { organization_id: id, event_id: event.id } },
        }),
      ),
  });
}

/** Where events can take place; none for who may not see venues. */
export function useVenues(): readonly Schemas["VenuesVenue"][] {
  const api = useApi();
  const { id, may } = useOrganization();
  const { data = [] } = useQuery({
    queryKey: [id, "venues", "choice"],
    enabled: may("venues.read"),
    staleTime: FRESH,
    queryFn: async () =>
      (
        await answerOf(
          api.GET("/api/v1/organizations/{organization_id}/venues", { params: { path: { organization_id: id } } }),
        )
      ).items,
  });
  return data;
}

export interface Topics {
  readonly categories: readonly string[];
  readonly tags: readonly string[];
}

const NO_TOPICS: Topics = { categories: [], tags: [] };

/** Categories and tags of the organization's latest events, the commonest first. */
export function useTopics(): Topics {
  const api = useApi();
  const { id } = useOrganization();
  const { data = NO_TOPICS } = useQuery({
    queryKey: [id, "events", "topics"],
    staleTime: FRESH,
    queryFn: async (): Promise<Topics> => {
      const params = { path: { organization_id: id }, query: { limit: LIMIT } };
      const { items } = await answerOf(api.GET("/api/v1/organizations/{organization_id}/events", { params }));
      return {
        categories: commonest(items.map(({ category }) => category)),
        tags: commonest(items.flatMap(({ tags }) => tags)),
      };
    },
  });
  return data;
}

function commonest(said: readonly string[]): readonly string[] {
  const times = new Map<string, number>();
  for (const word of said) if (word !== "") times.set(word, (times.get(word) ?? 0) + 1);
  return [...times.keys()].sort((one, other) => (times.get(other) ?? 0) - (times.get(one) ?? 0));
}

// What the views of series ask of the API, and what they change there.
import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { ifMatch } from "../session/connection";
import type { Event } from "../shell/event";
import { useOrganization } from "../shell/organizations";

export type Series = Schemas["EventsSeries"];
export type SeriesPage = Schemas["EventsSeriesPage"];
export type SeriesChange = Schemas["EventsSeriesChangeAnswer"];
export type Planned = Schemas["EventsPlannedTimes"];
export type Repetition = Schemas["EventsRepetition"];
type Published = Schemas["EventsSeriesPublished"];

const ALL = "/api/v1/organizations/{organization_id}/series";
const ONE = "/api/v1/organizations/{organization_id}/series/{series_id}";
const EVENT_OF = "/api/v1/organizations/{organization_id}/series/{series_id}/events/{event_id}";
const PAGE = 50;
/** How often one looks whether all events of a series are made. */
const UNFINISHED = 2000;

function useHere() {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  /** Series and events hang together: what changes one may show in any list of the other. */
  const refresh = async (): Promise<void> => {
    await Promise.all(["series", "event", "events"].map((what) => client.invalidateQueries({ queryKey: [id, what] })));
  };
  return { api, client, id, refresh };
}

export function useSeriesList(): UseInfiniteQueryResult<InfiniteData<SeriesPage>> {
  const { api, id } = useHere();
  return useInfiniteQuery({
    queryKey: [id, "series", "list"],
    initialPageParam: "",
    getNextPageParam: (page: SeriesPage) => page.next_cursor,
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET(ALL, {
          params: {
            path: { organization_id: id },
            query: { limit: PAGE, ...(pageParam === "" ? {} : { cursor: pageParam }) },
          },
        }),
      ),
  });
}

/** A series; asked again while its events are being made. */
export function useSeries(seriesId: string): UseQueryResult<Series> {
  const { api, id } = useHere();
  return useQuery({
    queryKey: [id, "series", seriesId],
    enabled: seriesId !== "",
    refetchInterval: ({ state }) => (state.data?.is_complete === false ? UNFINISHED : false),
    queryFn: () => answerOf(api.GET(ONE, { params: { path: { organization_id: id, series_id: seriesId } } })),
  });
}

/** The events of a series in order of time; `version` is what was known of the series. */
export function useSeriesEvents(series: Series): UseQueryResult<readonly Event[]> {
  const { api, id } = useHere();
  return useQuery({
    queryKey: [id, "series", series.id, "events", series.version, series.is_complete],
    placeholderData: (before) => before,
    refetchInterval: series.is_complete ? false : UNFINISHED,
    queryFn: async () =>
      (await answerOf(api.GET(`${ONE}/events`, { params: { path: { organization_id: id, series_id: series.id } } })))
        .items,
  });
}

/** When events would start by a rule; asked again with each change of it. */
export function usePlanned(eventId: string, wanted: Repetition | null): UseQueryResult<Planned> {
  const { api, id } = useHere();
  return useQuery({
    queryKey: [id, "series", "planned", eventId, wanted],
    enabled: wanted !== null,
    retry: false,
    placeholderData: (before) => before,
    queryFn: () =>
      answerOf(
        api.POST("/api/v1/organizations/{organization_id}/events/{event_id}/repeat-preview", {
          params: { path: { organization_id: id, event_id: eventId } },
          body: wanted ?? { rule: "" },
        }),
      ),
  });
}

export function useRepeat(eventId: string): UseMutationResult<Series, Error, Repetition> {
  const { api, id, refresh } = useHere();
  return useMutation({
    mutationFn: (body) =>
      answerOf(
        api.POST("/api/v1/organizations/{organization_id}/events/{event_id}/repeat", {
          params: { path: { organization_id: id, event_id: eventId } },
          body,
        }),
      ),
    onSuccess: refresh,
  });
}

export interface RuleChange extends Repetition {
  readonly from: string;
  /** Events that were changed by themselves may go too. */
  readonly confirm: boolean;
}

export function useChangeRule(series: Series): UseMutationResult<SeriesChange, Error, RuleChange> {
  const { api, id, refresh } = useHere();
  return useMutation({
    mutationFn: ({ from, ...body }) =>
      answerOf(
        api.PUT(`${ONE}/rule`, {
          params: { path: { organization_id: id, series_id: series.id } },
          body: { ...body, from_event_id: from },
          headers: ifMatch(series),
        }),
      ),
    onSettled: refresh,
  });
}

/** Makes a series, or changes what its page shows. */
export function useSaveSeries(): (body: Schemas["EventsNewSeries"], over: Series | null) => Promise<Series> {
  const { api, id, refresh } = useHere();
  return async (body, over) => {
    const saved = await answerOf(
      over === null
        ? api.POST(ALL, { params: { path: { organization_id: id } }, body })
        : api.PATCH(ONE, {
            params: { path: { organization_id: id, series_id: over.id } },
            body,
            headers: ifMatch(over),
          }),
    );
    await refresh();
    return saved;
  };
}

export function useDeleteSeries(): UseMutationResult<unknown, Error, Series> {
  const { api, client, id } = useHere();
  return useMutation({
    mutationFn: (series) => api.DELETE(ONE, { params: { path: { organization_id: id, series_id: series.id } } }),
    onSuccess: async (_, series) => {
      client.removeQueries({ queryKey: [id, "series", series.id] });
      await Promise.all(
        ["series", "event", "events"].map((what) => client.invalidateQueries({ queryKey: [id, what] })),
      );
    },
  });
}

export function usePublishSeries(series: Series): UseMutationResult<Published, Error, void> {
  const { api, id, refresh } = useHere();
  return useMutation({
    mutationFn: () =>
      answerOf(api.POST(`${ONE}/publish`, { params: { path: { organization_id: id, series_id: series.id } } })),
    onSuccess: refresh,
  });
}

/** Puts an event into a series, or takes it out. */
export function useMembership(series: Series): UseMutationResult<unknown, Error, { event: string; isIn: boolean }> {
  const { api, id, refresh } = useHere();
  return useMutation({
    mutationFn: ({ event, isIn }) => {
      const params = { path: { organization_id: id, series_id: series.id, event_id: event } };
      return isIn ? api.PUT(EVENT_OF, { params }) : api.DELETE(EVENT_OF, { params });
    },
    onSuccess: refresh,
  });
}

export interface OccurrenceChange {
  readonly event: Event;
  readonly body: Schemas["EventsOccurrenceChange"];
}

export function useChangeOccurrence(series: Series): UseMutationResult<SeriesChange, Error, OccurrenceChange> {
  const { api, id, refresh } = useHere();
  return useMutation({
    mutationFn: ({ event, body }) =>
      answerOf(
        api.PATCH(EVENT_OF, {
          params: { path: { organization_id: id, series_id: series.id, event_id: event.id } },
          body,
          headers: ifMatch(event),
        }),
      ),
    onSuccess: refresh,
  });
}

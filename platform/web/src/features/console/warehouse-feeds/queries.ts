// What the view of warehouse feeds asks of the API, and what it changes there.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { usePaged, type Paged } from "../parts/paged";
import { ifMatch } from "../session/connection";
import { ORGANIZATION, useOrganizationApi } from "../shell/organization-api";

export type WarehouseFeed = Schemas["WarehouseFeed"];
export type WarehouseRun = Schemas["WarehouseRun"];
export type WarehouseTable = Schemas["WarehouseTable"];
export type NewFeed = Schemas["NewWarehouseFeed"];
export type FeedChanges = Schemas["WarehouseFeedUpdate"];

const FEEDS = `${ORGANIZATION}/warehouse-feeds` as const;
const FEED = `${FEEDS}/{warehouse_feed_id}` as const;
const RUNS = `${FEED}/runs` as const;
const TABLES = `${FEEDS}/tables` as const;
const KEY = "warehouse-feeds";
/** A run is over in minutes: whoever waits for one sees it end. */
const EVERY = 15_000;

export function useFeeds(): UseQueryResult<readonly WarehouseFeed[]> {
  const { api, key, path } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, KEY],
    refetchInterval: EVERY,
    queryFn: async () => (await answerOf(api.GET(FEEDS, { params: { path } }))).items,
  });
}

export function useFetchFeed(): (feed: WarehouseFeed) => Promise<WarehouseFeed> {
  const { api, path } = useOrganizationApi();
  return ({ id }) => answerOf(api.GET(FEED, { params: { path: { ...path, warehouse_feed_id: id } } }));
}

export function useTables(): UseQueryResult<readonly WarehouseTable[]> {
  const { api, key, path } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, KEY, "tables"],
    queryFn: async () => (await answerOf(api.GET(TABLES, { params: { path } }))).items,
  });
}

/** The latest first. */
export function useRuns(warehouse_feed_id: string): Paged<WarehouseRun> {
  const { api, key, path } = useOrganizationApi();
  return usePaged<WarehouseRun>(
    [...key, KEY, warehouse_feed_id, "runs"],
    (place) => answerOf(api.GET(RUNS, { params: { path: { ...path, warehouse_feed_id }, query: place } })),
    EVERY,
  );
}

export function useCreateFeed(): UseMutationResult<WarehouseFeed, Error, NewFeed> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: (body) => answerOf(api.POST(FEEDS, { params: { path }, body })),
    onSettled: () => refresh(KEY),
  });
}

export interface FeedChanged {
  readonly over: WarehouseFeed;
  readonly changes: FeedChanges;
}

export function useChangeFeed(): UseMutationResult<WarehouseFeed, Error, FeedChanged> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: ({ over, changes }) =>
      answerOf(
        api.PATCH(FEED, {
          params: { path: { ...path, warehouse_feed_id: over.id } },
          headers: ifMatch(over),
          body: changes,
        }),
      ),
    onSettled: () => refresh(KEY),
  });
}

export function useRunFeed(): UseMutationResult<WarehouseFeed, Error, { feed: WarehouseFeed; isFull: boolean }> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: ({ feed, isFull }) =>
      answerOf(
        api.POST(RUNS, { params: { path: { ...path, warehouse_feed_id: feed.id } }, body: { is_full: isFull } }),
      ),
    onSettled: () => refresh(KEY),
  });
}

export function useDeleteFeed(): UseMutationResult<unknown, Error, WarehouseFeed> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: ({ id }) => answerOf(api.DELETE(FEED, { params: { path: { ...path, warehouse_feed_id: id } } })),
    onSettled: () => refresh(KEY),
  });
}

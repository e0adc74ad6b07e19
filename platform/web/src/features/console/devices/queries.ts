// What the view of check-in devices asks of the API, and what it changes there.
import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useEventApi } from "../shell/event-api";

export type Device = Schemas["CheckinDevice"];
export type JoiningCode = Schemas["CheckinJoiningCode"];
export type IssuedCode = Schemas["CheckinIssuedJoiningCode"];

export type Conflict = Schemas["CheckinConflict"];
type ConflictPage = Schemas["CheckinConflictPage"];

const CONFLICTS = "/api/v1/organizations/{organization_id}/events/{event_id}/checkin-conflicts";
const DEVICES = "/api/v1/organizations/{organization_id}/events/{event_id}/checkin-devices";
const CODES = "/api/v1/organizations/{organization_id}/events/{event_id}/checkin-joining-codes";
/** A device reports once a minute; whoever looks sees it soon after. */
const ASK_AGAIN = 15_000;

function useHere() {
  const { key, refresh, ...here } = useEventApi();
  return { ...here, key: [...key, "checkin-devices"], refresh: () => refresh("checkin-devices") };
}

/** The devices of the event with what they last reported, removed ones last. */
export function useDevices(): UseQueryResult<readonly Device[]> {
  const { api, key, path } = useHere();
  return useQuery({
    queryKey: [...key, "devices"],
    refetchInterval: ASK_AGAIN,
    queryFn: async () => (await answerOf(api.GET(DEVICES, { params: { path } }))).items,
  });
}

/** The codes by which a device can still join. */
export function useCodes(): UseQueryResult<readonly JoiningCode[]> {
  const { api, key, path } = useHere();
  return useQuery({
    queryKey: [...key, "codes"],
    refetchInterval: ASK_AGAIN,
    queryFn: async () => (await answerOf(api.GET(CODES, { params: { path } }))).items,
  });
}

/** Whom devices without a connection let in against the rules, the latest uploaded first. */
export function useConflicts(): UseInfiniteQueryResult<InfiniteData<ConflictPage>> {
  const { api, key, path } = useHere();
  return useInfiniteQuery({
    queryKey: [...key, "conflicts"],
    initialPageParam: "",
    getNextPageParam: (page: ConflictPage) => page.next_cursor,
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET(CONFLICTS, {
          params: { path, query: { limit: 20, ...(pageParam === "" ? {} : { cursor: pageParam }) } },
        }),
      ),
  });
}

export function useCreateCode(): (body: Schemas["CheckinNewJoiningCode"]) => Promise<IssuedCode> {
  const { api, path, refresh } = useHere();
  return async (body) => {
    const issued = await answerOf(api.POST(CODES, { params: { path }, body }));
    await refresh();
    return issued;
  };
}

export function useEndCode(): UseMutationResult<unknown, Error, JoiningCode> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ id }) =>
      api.DELETE(`${CODES}/{joining_code_id}`, { params: { path: { ...path, joining_code_id: id } } }),
    onSettled: refresh,
  });
}

export function useRemoveDevice(): UseMutationResult<Device, Error, Device> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ id }) =>
      answerOf(api.POST(`${DEVICES}/{device_id}/revoke`, { params: { path: { ...path, device_id: id } } })),
    onSettled: refresh,
  });
}

// What the view of check-in asks of the API, and what it does at the door.
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
import { useLive, type LiveState } from "../dashboard/live";
import type { FoundAttendee } from "../orders/attendees";
import { ifMatch } from "../session/connection";
import { useEventApi } from "../shell/event-api";
import { useOrganization } from "../shell/organizations";

export type CheckinList = Schemas["CheckinList"];
export type Figures = Schemas["CheckinFigures"];
export type Admission = Schemas["CheckinAdmission"];
export type AdmissionPage = Schemas["CheckinAdmissionPage"];
export type Verdict = Schemas["CheckinVerdict"];
export type Direction = "in" | "out" | "auto";

const LISTS = "/api/v1/organizations/{organization_id}/events/{event_id}/checkin-lists";
const CHECKINS = "/api/v1/organizations/{organization_id}/events/{event_id}/checkins";
const EXITS = "/api/v1/organizations/{organization_id}/events/{event_id}/checkin-exits";
const TOPIC = "checkins";
const PAGE = 20;
/** So many people are offered for a name. */
const FOUND = 12;

function useDoor() {
  const { id } = useOrganization();
  const { refresh: refreshEvent, key, ...here } = useEventApi();
  const refresh = async (): Promise<void> => {
    await Promise.all([refreshEvent("checkin"), here.client.invalidateQueries({ queryKey: [id, "attendees"] })]);
  };
  return { ...here, id, key: [...key, "checkin"], refresh };
}

/** The lists of the event, the default one first. */
export function useLists(): UseQueryResult<readonly CheckinList[]> {
  const { api, key, path } = useDoor();
  return useQuery({
    queryKey: [...key, "lists"],
    queryFn: async () => (await answerOf(api.GET(LISTS, { params: { path } }))).items,
  });
}

export function useFigures(): UseQueryResult<Figures> {
  const { api, key, path } = useDoor();
  return useQuery({
    queryKey: [...key, "figures"],
    queryFn: () => answerOf(api.GET(`${CHECKINS}/counts`, { params: { path } })),
  });
}

/** Keeps the counts up while somebody looks, and has the latest check-ins asked again. */
export function useLiveCounts(): LiveState {
  const { api, client, key, path } = useDoor();
  return useLive<Figures>(
    TOPIC,
    () => answerOf(api.POST(`${CHECKINS}/stream`, { params: { path } })),
    (figures) => {
      client.setQueryData([...key, "figures"], figures);
      void client.invalidateQueries({ queryKey: [...key, "latest"] });
    },
  );
}

/** Who came in (by one list), the latest first. */
export function useLatest(list: string): UseInfiniteQueryResult<InfiniteData<AdmissionPage>> {
  const { api, key, path } = useDoor();
  return useInfiniteQuery({
    queryKey: [...key, "latest", list],
    initialPageParam: "",
    placeholderData: (before) => before,
    getNextPageParam: (page: AdmissionPage) => page.next_cursor,
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET(CHECKINS, {
          params: {
            path,
            query: {
              limit: PAGE,
              ...(list === "" ? {} : { list_id: list }),
              ...(pageParam === "" ? {} : { cursor: pageParam }),
            },
          },
        }),
      ),
  });
}

/** People of the event whose name, address or order number begins so. */
export function useFound(text: string): UseQueryResult<readonly FoundAttendee[]> {
  const { api, id, event } = useDoor();
  return useQuery({
    queryKey: [id, "attendees", "door", event.id, text],
    enabled: text !== "",
    placeholderData: (before) => (text === "" ? undefined : before),
    queryFn: async () =>
      (
        await answerOf(
          api.GET("/api/v1/organizations/{organization_id}/attendees", {
            params: {
              path: { organization_id: id },
              query: { event_id: event.id, q: text, sort: "name", limit: FOUND },
            },
          }),
        )
      ).items,
  });
}

export interface Presented {
  /** What was typed; null where a person was chosen. */
  readonly code: string | null;
  readonly person: FoundAttendee | null;
  readonly list: string;
  readonly gate: string;
  /** Which way they go; whoever is let in against a rule comes in. */
  readonly direction: Direction;
}

/** The ticket of that person is held by somebody else, who alone has its code. */
export class CodeElsewhere extends Error {}

/** The code by which somebody comes in who was found by name. */
function useCodeOf(): (person: FoundAttendee) => Promise<string> {
  const { api, id } = useDoor();
  return async ({ order_id: order, ticket_id: ticket }) => {
    const params = { path: { organization_id: id, order_id: order } };
    const { items } = await answerOf(
      api.GET("/api/v1/organizations/{organization_id}/orders/{order_id}/tickets", { params }),
    );
    const code = items.find((each) => each.id === ticket)?.short_code ?? null;
    if (code === null) throw new CodeElsewhere();
    return code;
  };
}

export function useAdmit(): UseMutationResult<Verdict, Error, Presented> {
  const { api, path, refresh } = useDoor();
  const codeOf = useCodeOf();
  return useMutation({
    mutationFn: async ({ code, person, list, gate, direction }) =>
      answerOf(
        api.POST(CHECKINS, {
          params: { path },
          body: {
            code: person === null ? (code ?? "") : await codeOf(person),
            gate,
            device: "console",
            ...(direction === "in" ? {} : { direction }),
            ...(list === "" ? {} : { list_id: list }),
          },
        }),
      ),
    onSuccess: refresh,
  });
}

/** Lets in whom a rule refused; `scan` is the key by which that is done once. */
export function useOverride(): UseMutationResult<Verdict, Error, Presented & { reason: string; scan: string }> {
  const { api, path, refresh } = useDoor();
  const codeOf = useCodeOf();
  return useMutation({
    mutationFn: async ({ code, person, list, gate, reason, scan }) =>
      answerOf(
        api.POST(`${CHECKINS}/override`, {
          params: { path },
          body: {
            code: person === null ? (code ?? "") : await codeOf(person),
            gate,
            device: "console",
            scan_id: scan,
            reason,
            ...(list === "" ? {} : { list_id: list }),
          },
        }),
      ),
    onSuccess: refresh,
  });
}

/** A check-in, or an exit, that is taken back. */
export interface Undone {
  readonly kind: "checkin" | "exit";
  readonly id: string;
}

export function useUndo(): UseMutationResult<unknown, Error, Undone & { reason: string }> {
  const { api, path, refresh } = useDoor();
  return useMutation<unknown, Error, Undone & { reason: string }>({
    mutationFn: ({ kind, id, reason }) =>
      kind === "exit"
        ? api.POST(`${EXITS}/{exit_id}/undo`, { params: { path: { ...path, exit_id: id } }, body: { reason } })
        : api.POST(`${CHECKINS}/{admission_id}/undo`, {
            params: { path: { ...path, admission_id: id } },
            body: { reason },
          }),
    onSettled: refresh,
  });
}

/** Makes a list, or changes one. */
export function useSaveList(): {
  readonly create: (body: Schemas["CheckinNewListFields"]) => Promise<CheckinList>;
  readonly change: (list: CheckinList, body: Schemas["CheckinListUpdate"]) => Promise<CheckinList>;
  /** As it is now. */
  readonly current: (list: CheckinList) => Promise<CheckinList>;
} {
  const { api, path, refresh } = useDoor();
  const refreshed = async (saved: Promise<CheckinList>): Promise<CheckinList> => {
    const list = await saved;
    await refresh();
    return list;
  };
  return {
    create: (body) => refreshed(answerOf(api.POST(LISTS, { params: { path }, body }))),
    change: (list, body) =>
      refreshed(
        answerOf(
          api.PATCH(`${LISTS}/{list_id}`, {
            params: { path: { ...path, list_id: list.id } },
            body,
            headers: ifMatch(list),
          }),
        ),
      ),
    current: async (list) => {
      const { items } = await answerOf(api.GET(LISTS, { params: { path } }));
      return items.find(({ id }) => id === list.id) ?? list;
    },
  };
}

// What the view of ticket types asks of the API, and what it changes there.
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import type { Pool } from "../events/queries";
import { useApi } from "../session/api";
import { ifMatch, once } from "../session/connection";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import type { TicketType } from "./type-form";

const TYPES = "/api/v1/organizations/{organization_id}/events/{event_id}/ticket-types";
const ONE_TYPE = "/api/v1/organizations/{organization_id}/events/{event_id}/ticket-types/{ticket_type_id}";
const ONE_POOL = "/api/v1/organizations/{organization_id}/events/{event_id}/pools/{pool_id}";

function useHere() {
  const api = useApi();
  const client = useQueryClient();
  const event = useEvent();
  const { id } = useOrganization();
  const path = { organization_id: id, event_id: event.id };
  const typesKey = [id, "event", event.id, "ticket-types"] as const;
  const refresh = async (): Promise<void> => {
    await Promise.all(
      ["ticket-types", "pools"].map((what) => client.invalidateQueries({ queryKey: [id, "event", event.id, what] })),
    );
  };
  return { api, client, path, typesKey, allKey: [...typesKey, "all"], refresh };
}

/** Every ticket type of the event in its order, archived ones too. */
export function useAllTicketTypes(): UseQueryResult<readonly TicketType[]> {
  const { api, path, allKey } = useHere();
  return useQuery({
    queryKey: allKey,
    queryFn: async () => (await answerOf(api.GET(TYPES, { params: { path, query: { archived: true } } }))).items,
  });
}

export type PassChoice = Schemas["CatalogPassChoice"];

/** The events of the series that a pass of this event can admit to, in order of time. */
export function usePassChoices(enabled = true): UseQueryResult<readonly PassChoice[]> {
  const { api, path, typesKey } = useHere();
  return useQuery({
    enabled,
    queryKey: [...typesKey, "pass-choices"],
    queryFn: async () => (await answerOf(api.GET(`${TYPES}/pass-choices`, { params: { path } }))).items,
  });
}

/** Whether the prices of all ticket types are without tax. */
export function useSetTax(): UseMutationResult<Schemas["CatalogTicketTax"], Error, boolean> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: (excludes_tax) => answerOf(api.PUT(`${TYPES}/tax`, { params: { path }, body: { excludes_tax } })),
    onSettled: refresh,
  });
}

export interface Moved {
  readonly type: TicketType;
  /** The ticket type to stand behind; null to stand first. */
  readonly after: string | null;
}

/** Shown at once where it goes; put back when the server will not have it. */
export function useMove(): UseMutationResult<TicketType, Error, Moved, readonly TicketType[] | undefined> {
  const { api, client, path, allKey, refresh } = useHere();
  return useMutation({
    mutationFn: ({ type, after }) =>
      answerOf(
        api.POST("/api/v1/organizations/{organization_id}/events/{event_id}/ticket-types/{ticket_type_id}/move", {
          params: { path: { ...path, ticket_type_id: type.id } },
          body: { after },
          headers: ifMatch(type),
        }),
      ),
    onMutate: async ({ type, after }) => {
      await client.cancelQueries({ queryKey: allKey });
      const before = client.getQueryData<readonly TicketType[]>(allKey);
      client.setQueryData(allKey, movedIn(before ?? [], type, after));
      return before;
    },
    onError: (_error, _moved, before) => client.setQueryData(allKey, before),
    onSettled: refresh,
  });
}

export function movedIn(types: readonly TicketType[], type: TicketType, after: string | null): readonly TicketType[] {
  const others = types.filter(({ id }) => id !== type.id);
  const place = after === null ? 0 : others.findIndex(({ id }) => id === after) + 1;
  return [...others.slice(0, place), type, ...others.slice(place)];
}

export interface Changed {
  readonly type: TicketType;
  readonly changes: Schemas["CatalogTicketTypeChanges"];
}

export function useChangeType(): UseMutationResult<TicketType, Error, Changed> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ type, changes }) =>
      answerOf(
        api.PATCH(ONE_TYPE, {
          params: { path: { ...path, ticket_type_id: type.id } },
          body: changes,
          headers: ifMatch(type),
        }),
      ),
    onSettled: refresh,
  });
}

export function useDeleteType(): UseMutationResult<unknown, Error, TicketType> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: (type) =>
      api.DELETE(ONE_TYPE, { params: { path: { ...path, ticket_type_id: type.id } }, headers: ifMatch(type) }),
    onSettled: refresh,
  });
}

export function useCreateType(): UseMutationResult<TicketType, Error, Schemas["CatalogTicketTypeFields"]> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: (body) => answerOf(api.POST(TYPES, { params: { path }, body, ...once })),
    onSuccess: refresh,
  });
}

export interface PoolSaved {
  /** Null makes a pool. */
  readonly pool: Pool | null;
  readonly name: string;
  readonly capacity: number;
}

export function useSavePool(): UseMutationResult<Pool, Error, PoolSaved> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ pool, ...body }) =>
      pool === null
        ? answerOf(
            api.POST("/api/v1/organizations/{organization_id}/events/{event_id}/pools", {
              params: { path },
              body,
              ...once,
            }),
          )
        : answerOf(
            api.PATCH(ONE_POOL, { params: { path: { ...path, pool_id: pool.id } }, body, headers: ifMatch(pool) }),
          ),
    onSettled: refresh,
  });
}

export function useDeletePool(): UseMutationResult<unknown, Error, Pool> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: (pool) =>
      api.DELETE(ONE_POOL, { params: { path: { ...path, pool_id: pool.id } }, headers: ifMatch(pool) }),
    onSettled: refresh,
  });
}

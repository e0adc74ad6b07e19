// What the views of connections ask of the API, and what they change there.
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { ifMatch } from "../session/connection";
import { useOrganization } from "../shell/organizations";
import type { Adapter, Connection } from "./adapters";

const ALL = "/api/v1/organizations/{organization_id}/connections";
const ONE = "/api/v1/organizations/{organization_id}/connections/{connection_id}";

function useHere() {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  const path = { organization_id: id };
  const key = [id, "connections"] as const;
  const keep = (connection: Connection): void => {
    client.setQueryData([...key, connection.id], connection);
    void client.invalidateQueries({ queryKey: key });
  };
  return { api, client, path, key, keep };
}

export function useConnections(enabled = true): UseQueryResult<readonly Connection[]> {
  const { api, path, key } = useHere();
  return useQuery({
    queryKey: key,
    enabled,
    queryFn: async () => (await answerOf(api.GET(ALL, { params: { path } }))).items,
  });
}

export function useOneConnection(connectionId: string): UseQueryResult<Connection> {
  const { key } = useHere();
  const current = useFetchConnection();
  return useQuery({ queryKey: [...key, connectionId], queryFn: () => current(connectionId) });
}

/** The connection as it is now. */
export function useFetchConnection(): (connectionId: string) => Promise<Connection> {
  const { api, path } = useHere();
  return (connectionId) => answerOf(api.GET(ONE, { params: { path: { ...path, connection_id: connectionId } } }));
}

export type Reservation = Schemas["ConnectionsReservation"];

/** The webhook address of a connection that is still to be made; one for as long as the form is open. */
export function useReservation(adapter: Adapter): UseQueryResult<Reservation> {
  const { api, path, key } = useHere();
  return useQuery({
    queryKey: [...key, "reservation", adapter.kind, adapter.key],
    enabled: adapter.kind === "payments",
    staleTime: Infinity,
    gcTime: 0,
    queryFn: () =>
      answerOf(
        api.POST("/api/v1/organizations/{organization_id}/connections/reservations", {
          params: { path },
          body: { kind: adapter.kind, adapter_key: adapter.key },
        }),
      ),
  });
}

/** Makes it and asks the provider at once whether the settings work; what it says is kept with the connection. */
export function useCreateConnection(): UseMutationResult<Connection, Error, Schemas["ConnectionsConnectionFields"]> {
  const { api, path, keep } = useHere();
  const check = useCheckConnection();
  return useMutation({
    mutationFn: async (body) => {
      const made = await answerOf(api.POST(ALL, { params: { path }, body }));
      return check.mutateAsync(made).catch(() => made);
    },
    onSuccess: keep,
  });
}

export interface Changed {
  readonly connection: Connection;
  readonly changes: Schemas["ConnectionsConnectionChanges"];
}

export function useChangeConnection(): UseMutationResult<Connection, Error, Changed> {
  const { api, path, keep } = useHere();
  return useMutation({
    mutationFn: ({ connection, changes }) =>
      answerOf(
        api.PATCH(ONE, {
          params: { path: { ...path, connection_id: connection.id } },
          body: changes,
          headers: ifMatch(connection),
        }),
      ),
    onSuccess: keep,
  });
}

/** Asks the provider whether the settings work. */
export function useCheckConnection(): UseMutationResult<Connection, Error, Connection> {
  const { api, path, keep } = useHere();
  return useMutation({
    mutationFn: ({ id }) =>
      answerOf(
        api.POST("/api/v1/organizations/{organization_id}/connections/{connection_id}/health", {
          params: { path: { ...path, connection_id: id } },
        }),
      ),
    onSuccess: keep,
  });
}

/** Shows a test message in a channel. */
export function useTestMessage(): UseMutationResult<Schemas["Chat_messagesChannelTestResult"], Error, Connection> {
  const { api, client, path, key } = useHere();
  return useMutation({
    mutationFn: ({ id }) =>
      answerOf(
        api.POST("/api/v1/organizations/{organization_id}/connections/{connection_id}/test-message", {
          params: { path: { ...path, connection_id: id } },
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}

export interface Removed {
  readonly connection: Connection;
  /** Remove it although payments could be refunded through it. */
  readonly givesUpRefunds: boolean;
}

export function useDeleteConnection(): UseMutationResult<unknown, Error, Removed> {
  const { api, client, path, key } = useHere();
  return useMutation({
    mutationFn: ({ connection, givesUpRefunds }) =>
      api.DELETE(ONE, {
        params: {
          path: { ...path, connection_id: connection.id },
          query: { gives_up_refunds: givesUpRefunds },
        },
        headers: ifMatch(connection),
      }),
    onSuccess: (_gone, { connection }) => {
      client.removeQueries({ queryKey: [...key, connection.id] });
      return client.invalidateQueries({ queryKey: key });
    },
  });
}

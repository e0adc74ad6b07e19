// What the views of the audit log ask of the API, and what they change there.
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
import type { paths } from "../../../api/schema";
import type { Said } from "../parts/address-filter";
import { useDownload } from "../parts/download";
import { useMemberList } from "../parts/members";
import { useApi } from "../session/api";
import { ifMatch } from "../session/connection";
import { useOrganization } from "../shell/organizations";

export type Entry = Schemas["AuditEntry"];
type EntryPage = Schemas["AuditEntryPage"];
export type SecurityEvent = Schemas["SecurityEvent"];
type SecurityPage = Schemas["SecurityEventPage"];
export type Stream = Schemas["AuditStream"];
export type NewStream = Schemas["Audit_streamsNewAuditStream"];
export type CreatedStream = Schemas["Audit_streamsCreatedAuditStream"];

type LogQuery = paths["/api/v1/organizations/{organization_id}/audit"]["get"]["parameters"]["query"];
type EventQuery = paths["/api/v1/organizations/{organization_id}/security-events"]["get"]["parameters"]["query"];

const PAGE = 50;

function useHere() {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: [id, "audit-streams"] });
  return { api, id, path: { organization_id: id }, refresh };
}

/** The log by a filter as the address has it, newest first. */
export function useEntries(filter: Said): UseInfiniteQueryResult<InfiniteData<EntryPage>> {
  const { api, id, path } = useHere();
  return useInfiniteQuery({
    queryKey: [id, "audit", filter],
    initialPageParam: "",
    placeholderData: (before) => before,
    getNextPageParam: (page: EntryPage) => page.next_cursor,
    queryFn: ({ pageParam: cursor }) => {
      const query = { ...filter, limit: PAGE, ...(cursor === "" ? {} : { cursor }) } as LogQuery & object;
      return answerOf(api.GET("/api/v1/organizations/{organization_id}/audit", { params: { path, query } }));
    },
  });
}

export function useSecurityEvents(filter: Said): UseInfiniteQueryResult<InfiniteData<SecurityPage>> {
  const { api, id, path } = useHere();
  return useInfiniteQuery({
    queryKey: [id, "security-events", filter],
    initialPageParam: "",
    placeholderData: (before) => before,
    getNextPageParam: (page: SecurityPage) => page.next_cursor,
    queryFn: ({ pageParam: cursor }) => {
      const query = { ...filter, limit: PAGE, ...(cursor === "" ? {} : { cursor }) } as EventQuery & object;
      return answerOf(api.GET("/api/v1/organizations/{organization_id}/security-events", { params: { path, query } }));
    },
  });
}

export interface Exported {
  readonly format: "csv" | "jsonl";
  readonly since: string | undefined;
  readonly until: string | undefined;
}

/** The log of a period as a file that the browser keeps. */
export function useExport(): UseMutationResult<void, Error, Exported> {
  return useDownload((api, organization_id, { format, since, until }: Exported) =>
    api.GET("/api/v1/organizations/{organization_id}/audit/export", {
      params: {
        path: { organization_id },
        query: { format, ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) },
      },
      parseAs: "blob",
    }),
  );
}

const STREAM = "/api/v1/organizations/{organization_id}/audit-streams/{audit_stream_id}";

export function useStreams(): UseQueryResult<readonly Stream[]> {
  const { api, id, path } = useHere();
  return useQuery({
    queryKey: [id, "audit-streams"],
    queryFn: async () =>
      (await answerOf(api.GET("/api/v1/organizations/{organization_id}/audit-streams", { params: { path } }))).items,
  });
}

/** A stream as it is doing now. */
export function useFetchStream(): (streamId: string) => Promise<Stream> {
  const { api, path } = useHere();
  return (streamId) => answerOf(api.GET(STREAM, { params: { path: { ...path, audit_stream_id: streamId } } }));
}

export function useCreateStream(): UseMutationResult<CreatedStream, Error, NewStream> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: (body) =>
      answerOf(api.POST("/api/v1/organizations/{organization_id}/audit-streams", { params: { path }, body })),
    onSuccess: refresh,
  });
}

export interface StreamChange {
  readonly stream: Stream;
  readonly changes: Schemas["Audit_streamsAuditStreamUpdate"];
}

/** Renames, pauses, or lets it go on where it was. */
export function useChangeStream(): UseMutationResult<Stream, Error, StreamChange> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ stream, changes }) =>
      answerOf(
        api.PATCH(STREAM, {
          params: { path: { ...path, audit_stream_id: stream.id } },
          body: changes,
          headers: ifMatch(stream),
        }),
      ),
    onSuccess: refresh,
  });
}

export function useDeleteStream(): UseMutationResult<unknown, Error, Stream> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ id }) => api.DELETE(STREAM, { params: { path: { ...path, audit_stream_id: id } } }),
    onSuccess: refresh,
  });
}

export interface Person {
  readonly id: string;
  readonly name: string;
}

/** The members, for who may see them: who did it is then told by name. */
export function usePeople(): readonly Person[] {
  const { data = [] } = useMemberList();
  return data.map(({ user_id: id, display_name: name, email }) => ({ id, name: name || email }));
}

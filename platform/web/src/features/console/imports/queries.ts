// Tables of attendees: sent, their columns named, looked through, brought in; and what becomes of each row.
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { usePaged, type Paged } from "../parts/paged";
import { useApi } from "../session/api";
import { ifMatch, once } from "../session/connection";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";

export type Import = Schemas["Attendee_importsAttendeeImport"];
export type Mapping = Schemas["Attendee_importsImportMapping"];
export type ImportRow = Schemas["Attendee_importsImportRow"];
export type RowState = ImportRow["state"];

const IMPORTS = "/api/v1/organizations/{organization_id}/events/{event_id}/attendee-imports";
export const ONE_IMPORT = `${IMPORTS}/{attendee_import_id}` as const;
const TYPES: Readonly<Record<string, string>> = {
  csv: "text/csv",
  txt: "text/csv",
  tsv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};
export const ENDINGS = Object.keys(TYPES).map((ending) => `.${ending}`);
const WATCHED_MILLISECONDS = 1500;
const FIRST_ROWS = 5;

/** What the API reads a file as, by the end of its name; null for what it does not take. */
export function typeOf(name: string): string | null {
  return TYPES[name.split(".").at(-1)?.toLowerCase() ?? ""] ?? null;
}

function useHere() {
  const api = useApi();
  const client = useQueryClient();
  const { id: event_id } = useEvent();
  const { id } = useOrganization();
  const key = [id, "event", event_id, "attendee-imports"] as const;
  const pathOf = (attendee_import_id: string) => ({ organization_id: id, event_id, attendee_import_id });
  /** What was answered is what stands there now; rows and lists are asked for again. */
  const keep = async (found: Import): Promise<void> => {
    client.setQueryData([...key, "one", found.id], found);
    await Promise.all(["rows", "list"].map((what) => client.invalidateQueries({ queryKey: [...key, what] })));
  };
  return { api, client, key, path: { organization_id: id, event_id }, pathOf, keep };
}

export function useImports(): Paged<Import> {
  const { api, key, path } = useHere();
  return usePaged([...key, "list"], (query) => answerOf(api.GET(IMPORTS, { params: { path, query } })));
}

export function useFetchImport(): (id: string) => Promise<Import> {
  const { api, pathOf } = useHere();
  return (id) => answerOf(api.GET(ONE_IMPORT, { params: { path: pathOf(id) } }));
}

/** Asked for again and again while it runs. */
export function useImport(id: string): UseQueryResult<Import> {
  const { key } = useHere();
  const fetchImport = useFetchImport();
  return useQuery({
    queryKey: [...key, "one", id],
    refetchInterval: ({ state }) => (state.data?.state === "running" ? WATCHED_MILLISECONDS : false),
    queryFn: () => fetchImport(id),
  });
}

export function useSendTable(): UseMutationResult<Import, Error, File> {
  const { api, path, keep } = useHere();
  return useMutation({
    mutationFn: async (file) => {
      // As it is: what it is written in, the API finds out.
      const bytes = await file.arrayBuffer();
      return answerOf(
        api.POST(IMPORTS, {
          params: { path, query: { file_name: file.name.slice(-200) } },
          body: file.name,
          bodySerializer: () => bytes,
          headers: { "Content-Type": typeOf(file.name) ?? "" },
        }),
      );
    },
    onSuccess: keep,
  });
}

/** Says what the columns mean. */
export function useSetMapping(): (over: Import, mapping: Mapping) => Promise<Import> {
  const { api, pathOf, keep } = useHere();
  return async (over, body) => {
    const saved = await answerOf(
      api.PUT(`${ONE_IMPORT}/mapping`, { params: { path: pathOf(over.id) }, body, headers: ifMatch(over) }),
    );
    await keep(saved);
    return saved;
  };
}

/** The dry run. */
export function useCheck(): UseMutationResult<Import, Error, Import> {
  const { api, pathOf, keep } = useHere();
  return useMutation({
    mutationFn: (over) =>
      answerOf(api.POST(`${ONE_IMPORT}/check`, { params: { path: pathOf(over.id) }, headers: ifMatch(over) })),
    onSuccess: keep,
  });
}

export function useRun(): UseMutationResult<Import, Error, Import> {
  const { api, client, pathOf, keep } = useHere();
  const { id } = useOrganization();
  return useMutation({
    mutationFn: (over) =>
      answerOf(
        api.POST(`${ONE_IMPORT}/run`, {
          params: { path: pathOf(over.id), header: { "Idempotency-Key": "" } },
          headers: ifMatch(over),
          ...once,
        }),
      ),
    onSuccess: async (started) => {
      await keep(started);
      await client.invalidateQueries({ queryKey: [id, "jobs"] });
    },
  });
}

export function useDeleteImport(): UseMutationResult<unknown, Error, Import> {
  const { api, client, key, pathOf } = useHere();
  return useMutation({
    mutationFn: ({ id }) => api.DELETE(ONE_IMPORT, { params: { path: pathOf(id) } }),
    onSuccess: () => client.invalidateQueries({ queryKey: [...key, "list"] }),
  });
}

/** In the order of the file; those of some states, or all. They are other ones with each version. */
export function useRows({ id, version, counts }: Import, state: readonly RowState[]): Paged<ImportRow> {
  const { api, key, pathOf } = useHere();
  return usePaged([...key, "rows", id, version, counts.imported, state], (query) =>
    answerOf(api.GET(`${ONE_IMPORT}/rows`, { params: { path: pathOf(id), query: { ...query, state: [...state] } } })),
  );
}

export function useFirstRows({ id }: Import): UseQueryResult<readonly ImportRow[]> {
  const { api, key, pathOf } = useHere();
  return useQuery({
    queryKey: [...key, "rows", id, "first"],
    queryFn: async () =>
      (await answerOf(api.GET(`${ONE_IMPORT}/rows`, { params: { path: pathOf(id), query: { limit: FIRST_ROWS } } })))
        .items,
  });
}

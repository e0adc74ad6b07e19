// Files of the organization and of the event at hand, as the API has them.
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
import { ifMatch } from "../session/connection";
import { EVENT, ORGANIZATION, useEventApi } from "../shell/event-api";
import { useOrganization } from "../shell/organizations";
import { useOrganizationApi } from "../shell/organization-api";

export type StoredFile = Schemas["FilesFile"];
export type FilePage = Schemas["FilesFilePage"];
export type FileKind = StoredFile["kind"];
export type EventFile = Schemas["FilesEventFile"];
export type Audience = EventFile["audience"];

const PAGE = 30;
const FILES = `${ORGANIZATION}/files` as const;
const ONE_FILE = `${ORGANIZATION}/files/{file_id}` as const;
const OF_EVENT = `${EVENT}/files` as const;
const ONE_OF_EVENT = `${EVENT}/files/{event_file_id}` as const;

export interface Wanted {
  /** Empty for every kind. */
  readonly kind: FileKind | "";
  /** Part of the name. */
  readonly text: string;
}

function useFilesHere() {
  const { refresh, ...here } = useOrganizationApi();
  return { ...here, refresh: () => refresh("files") };
}

export function useFiles({ kind, text }: Wanted): UseInfiniteQueryResult<InfiniteData<FilePage>> {
  const { api, id, path } = useFilesHere();
  return useInfiniteQuery({
    queryKey: [id, "files", "list", kind, text],
    initialPageParam: "",
    placeholderData: (before) => before,
    getNextPageParam: (page: FilePage) => page.next_cursor,
    queryFn: ({ pageParam }) => {
      const query = {
        limit: PAGE,
        ...(kind === "" ? {} : { kind }),
        ...(text === "" ? {} : { q: text }),
        ...(pageParam === "" ? {} : { cursor: pageParam }),
      };
      return answerOf(api.GET(FILES, { params: { path, query } }));
    },
  });
}

/** What is known of a file now, such as what the scanner said since. */
export function useFile(fileId: string): UseQueryResult<StoredFile> {
  const { api, id, path } = useFilesHere();
  return useQuery({
    queryKey: [id, "files", "one", fileId],
    queryFn: () => answerOf(api.GET(ONE_FILE, { params: { path: { ...path, file_id: fileId } } })),
  });
}

export function useUsage(): UseQueryResult<Schemas["FilesUsage"]> {
  const { api, id, path } = useFilesHere();
  return useQuery({
    queryKey: [id, "files", "usage"],
    queryFn: () => answerOf(api.GET(`${FILES}/usage`, { params: { path } })),
  });
}

export function useDeleteFile(): UseMutationResult<unknown, Error, StoredFile> {
  const { api, path, refresh } = useFilesHere();
  return useMutation({
    mutationFn: ({ id }) => api.DELETE(ONE_FILE, { params: { path: { ...path, file_id: id } } }),
    onSettled: refresh,
  });
}

export interface Shown {
  readonly file: StoredFile;
  readonly visibility: StoredFile["visibility"];
}

export function useSetVisibility(): UseMutationResult<StoredFile, Error, Shown> {
  const { api, path, refresh } = useFilesHere();
  return useMutation({
    mutationFn: ({ file, visibility }) =>
      answerOf(api.PATCH(ONE_FILE, { params: { path: { ...path, file_id: file.id } }, body: { visibility } })),
    onSettled: refresh,
  });
}

export interface LinkWanted {
  readonly file: StoredFile;
  readonly seconds: number;
}

/** An address that gives the file to whoever has it, until it lapses. */
export function useFileLink(): UseMutationResult<Schemas["FilesLink"], Error, LinkWanted> {
  const { api, path } = useFilesHere();
  return useMutation({
    mutationFn: ({ file, seconds }) =>
      answerOf(
        api.POST(`${ONE_FILE}/links`, {
          params: { path: { ...path, file_id: file.id } },
          body: { expires_in_seconds: seconds },
        }),
      ),
  });
}

/** Where a public file is shown. */
export function usePictureAddress(): (fileId: string) => string {
  const { id } = useOrganization();
  return (fileId) => `/api/v1/organizations/${id}/files/${fileId}/public`;
}

export function useEventFiles(): UseQueryResult<readonly EventFile[]> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "files"],
    queryFn: async () => (await answerOf(api.GET(OF_EVENT, { params: { path } }))).items,
  });
}

export function useFetchEventFile(): (given: EventFile) => Promise<EventFile> {
  const { api, path } = useEventApi();
  return async (given) => {
    const { items } = await answerOf(api.GET(OF_EVENT, { params: { path } }));
    return items.find(({ id }) => id === given.id) ?? given;
  };
}

export function useAttach(): UseMutationResult<EventFile, Error, Schemas["FilesNewEventFile"]> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: (body) => answerOf(api.POST(OF_EVENT, { params: { path }, body })),
    onSuccess: () => refresh("files"),
  });
}

export interface EventFileChanged {
  readonly over: EventFile;
  readonly changes: Schemas["FilesEventFileChange"];
}

export function useChangeEventFile(): UseMutationResult<EventFile, Error, EventFileChanged> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ over, changes }) =>
      answerOf(
        api.PATCH(ONE_OF_EVENT, {
          params: { path: { ...path, event_file_id: over.id } },
          body: changes,
          headers: ifMatch(over),
        }),
      ),
    onSettled: () => refresh("files"),
  });
}

export function useDetach(): UseMutationResult<unknown, Error, EventFile> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ id }) => api.DELETE(ONE_OF_EVENT, { params: { path: { ...path, event_file_id: id } } }),
    onSettled: () => refresh("files"),
  });
}

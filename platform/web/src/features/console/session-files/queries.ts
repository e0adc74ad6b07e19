// The files of a session, as the API has them.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { ifMatch } from "../session/connection";
import { EVENT, useEventApi } from "../shell/event-api";

export type SessionFile = Schemas["SessionFilesSessionFile"];
export type NewSessionFile = Schemas["SessionFilesNewSessionFile"];
export type SessionFileChanges = Schemas["SessionFilesChange"];
export type Kind = SessionFile["kind"];
export type Audience = SessionFile["audience"];
export type Release = SessionFile["release"];

const FILES = `${EVENT}/sessions/{session_id}/files` as const;
const ONE = `${FILES}/{session_file_id}` as const;

function useSessionApi(sessionId: string) {
  const { api, client, path, key } = useEventApi();
  const queryKey = [...key, "session-files", sessionId];
  return {
    api,
    client,
    queryKey,
    path: { ...path, session_id: sessionId },
    refresh: () => client.invalidateQueries({ queryKey }),
  };
}

export function useSessionFiles(sessionId: string): UseQueryResult<readonly SessionFile[]> {
  const { api, path, queryKey } = useSessionApi(sessionId);
  return useQuery({
    queryKey,
    queryFn: async () => (await answerOf(api.GET(FILES, { params: { path } }))).items,
  });
}

export function useFetchSessionFile(sessionId: string): (file: SessionFile) => Promise<SessionFile> {
  const { api, path } = useSessionApi(sessionId);
  return async (file) => {
    const { items } = await answerOf(api.GET(FILES, { params: { path } }));
    return items.find(({ id }) => id === file.id) ?? file;
  };
}

export function useAddSessionFile(sessionId: string): UseMutationResult<SessionFile, Error, NewSessionFile> {
  const { api, path, refresh } = useSessionApi(sessionId);
  return useMutation({
    mutationFn: (body) => answerOf(api.POST(FILES, { params: { path }, body })),
    onSuccess: refresh,
  });
}

export interface SessionFileChanged {
  readonly over: SessionFile;
  readonly changes: SessionFileChanges;
}

export function useChangeSessionFile(sessionId: string): UseMutationResult<SessionFile, Error, SessionFileChanged> {
  const { api, path, refresh } = useSessionApi(sessionId);
  return useMutation({
    mutationFn: ({ over, changes }) =>
      answerOf(
        api.PATCH(ONE, {
          params: { path: { ...path, session_file_id: over.id } },
          body: changes,
          headers: ifMatch(over),
        }),
      ),
    onSettled: refresh,
  });
}

export function useRemoveSessionFile(sessionId: string): UseMutationResult<unknown, Error, SessionFile> {
  const { api, path, refresh } = useSessionApi(sessionId);
  return useMutation({
    mutationFn: ({ id }) => api.DELETE(ONE, { params: { path: { ...path, session_file_id: id } } }),
    onSettled: refresh,
  });
}

export function useApproveSessionFile(sessionId: string): UseMutationResult<SessionFile, Error, SessionFile> {
  const { api, path, refresh } = useSessionApi(sessionId);
  return useMutation({
    mutationFn: ({ id }) =>
      answerOf(api.POST(`${ONE}/approve`, { params: { path: { ...path, session_file_id: id } } })),
    onSettled: refresh,
  });
}

/** Puts all of them in this order; they stand so at once, until the answer comes. */
export function useOrderSessionFiles(
  sessionId: string,
): UseMutationResult<unknown, Error, readonly SessionFile[], readonly SessionFile[] | undefined> {
  const { api, client, path, queryKey, refresh } = useSessionApi(sessionId);
  return useMutation({
    mutationFn: (files) =>
      answerOf(api.PUT(`${FILES}/order`, { params: { path }, body: { ids: files.map(({ id }) => id) } })),
    onMutate: async (files) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData<readonly SessionFile[]>(queryKey);
      client.setQueryData(queryKey, files);
      return before;
    },
    onError: (_error, _files, before) => client.setQueryData(queryKey, before),
    onSettled: refresh,
  });
}

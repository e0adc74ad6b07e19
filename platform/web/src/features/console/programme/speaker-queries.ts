// What the view of speakers asks of the API, and what it changes there.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { ifMatch, once } from "../session/connection";
import { useOrganization } from "../shell/organizations";
import { useHere } from "./queries";
import type { Speaker } from "./speaker-form";

const SPEAKERS = "/api/v1/organizations/{organization_id}/events/{event_id}/speakers";
const ONE_SPEAKER = "/api/v1/organizations/{organization_id}/events/{event_id}/speakers/{speaker_id}";

/** The speaker as it is now, with what is for the team only. */
export function useFetchSpeaker(): (id: string) => Promise<Speaker> {
  const { api, path } = useHere();
  return (id) => answerOf(api.GET(ONE_SPEAKER, { params: { path: { ...path, speaker_id: id } } }));
}

export function useSpeaker(id: string): UseQueryResult<Speaker> {
  const { key } = useHere();
  const fetchSpeaker = useFetchSpeaker();
  return useQuery({ queryKey: [...key, "speakers", id], queryFn: () => fetchSpeaker(id) });
}

export interface SpeakerSaved {
  /** The version that is changed; null makes a speaker. */
  readonly over: Speaker | null;
  readonly body: Schemas["EventsSpeakerChange"];
}

export function useSaveSpeaker(): UseMutationResult<Speaker, Error, SpeakerSaved> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ over, body }) =>
      over === null
        ? answerOf(api.POST(SPEAKERS, { params: { path }, body: body as Schemas["EventsNewSpeaker"], ...once }))
        : answerOf(
            api.PATCH(ONE_SPEAKER, {
              params: { path: { ...path, speaker_id: over.id } },
              body,
              headers: ifMatch(over),
            }),
          ),
    onSettled: refresh,
  });
}

export function useDeleteSpeaker(): UseMutationResult<unknown, Error, { readonly id: string }> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ id }) => api.DELETE(ONE_SPEAKER, { params: { path: { ...path, speaker_id: id } } }),
    onSettled: refresh,
  });
}

/** Sends a picture that everybody may see; the answer has its id. */
export function useUploadPhoto(): UseMutationResult<Schemas["FilesFile"], Error, File> {
  const api = useApi();
  const { id } = useOrganization();
  return useMutation({
    mutationFn: (file) => {
      const form = new FormData();
      form.set("file", file);
      form.set("visibility", "public");
      return answerOf(
        api.POST("/api/v1/organizations/{organization_id}/files", {
          params: { path: { organization_id: id } },
          body: { file: file.name },
          bodySerializer: () => form,
        }),
      );
    },
  });
}

/** Where a public file is shown. */
export function usePictureAddress(): (fileId: string) => string {
  const { id } = useOrganization();
  return (fileId) => `/api/v1/organizations/${id}/files/${fileId}/public`;
}

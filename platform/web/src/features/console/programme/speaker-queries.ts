// What the view of speakers asks of the API, and what it changes there.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { ifMatch, once } from "../session/connection";
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

/** Makes a link by which a speaker keeps their own entry up to date. */
export function useMakeSpeakerLink(
  speakerId: string,
): UseMutationResult<Schemas["EventsMadeSelfServiceLink"], Error, number> {
  const { api, path, client, key } = useHere();
  return useMutation({
    mutationFn: (days) =>
      answerOf(
        api.POST(`${ONE_SPEAKER}/links`, { params: { path: { ...path, speaker_id: speakerId } }, body: { days } }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: [...key, "self-service-links"] }),
  });
}

export interface SpeakersMerged {
  /** Who stays, as it was seen. */
  readonly over: Speaker;
  readonly duplicates: readonly string[];
}

/** Their sessions become this one's, and what it lacks comes from them. */
export function useMergeSpeakers(): UseMutationResult<Speaker, Error, SpeakersMerged> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ over, duplicates }) =>
      answerOf(
        api.POST(`${ONE_SPEAKER}/merge`, {
          params: { path: { ...path, speaker_id: over.id } },
          body: { duplicate_ids: [...duplicates] },
          headers: ifMatch(over),
        }),
      ),
    onSettled: refresh,
  });
}

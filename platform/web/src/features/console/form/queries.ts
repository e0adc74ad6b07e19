// What the builder asks of the API: the form with its versions, and a new one of them.
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf } from "../../../api/client";
import { useApi } from "../session/api";
import { ifMatch } from "../session/connection";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import type { Draft, Version } from "./form-draft";

function useHere() {
  const { id } = useOrganization();
  const event = useEvent();
  return {
    api: useApi(),
    params: { path: { organization_id: id, event_id: event.id } },
    key: [id, "event", event.id, "registration-form"] as const,
  };
}

export function useForm(): UseQueryResult<Version> {
  const { api, params, key } = useHere();
  return useQuery({
    queryKey: key,
    queryFn: () =>
      answerOf(api.GET("/api/v1/organizations/{organization_id}/events/{event_id}/registration-form", { params })),
  });
}

export function useVersions(): UseQueryResult<readonly Version[]> {
  const { api, params, key } = useHere();
  const address = "/api/v1/organizations/{organization_id}/events/{event_id}/registration-form/versions";
  return useQuery({
    queryKey: [...key, "versions"],
    queryFn: async () => (await answerOf(api.GET(address, { params }))).items,
  });
}

export interface Saved {
  readonly draft: Draft;
  readonly over: Version;
}

export function useSaveForm(): UseMutationResult<Version, Error, Saved> {
  const { api, params, key } = useHere();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ draft, over }) =>
      answerOf(
        api.PUT("/api/v1/organizations/{organization_id}/events/{event_id}/registration-form", {
          params,
          body: { language: draft.language, questions: [...draft.questions] },
          headers: ifMatch(over),
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}

// What the view of embeds asks: the sites, the events to choose from, and the releases of the script.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { send } from "../../../lib/api";
import { usePaged, type Paged } from "../parts/paged";
import { ifMatch } from "../session/connection";
import { ORGANIZATION, useOrganizationApi } from "../shell/organization-api";

export type EmbedOrigin = Schemas["EmbedOrigin"];
export type NewEmbedOrigin = Schemas["EmbedOriginFields"];
type Event = Schemas["EventsEventPage"]["items"][number];
/** Version → file → the hash that pages pin it by. */
export type Releases = Readonly<Record<string, Readonly<Record<string, string>>>>;

const LIST = `${ORGANIZATION}/embed-origins` as const;
const ONE = `${ORGANIZATION}/embed-origins/{embed_origin_id}` as const;
const MOST_EVENTS = 100;

export function useOrigins(): Paged<EmbedOrigin> {
  const { api, key, path } = useOrganizationApi();
  return usePaged<EmbedOrigin>([...key, "embed-origins"], (place) =>
    answerOf(api.GET(LIST, { params: { path, query: place } })),
  );
}

export function useAddOrigin(): UseMutationResult<EmbedOrigin, Error, NewEmbedOrigin> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: (body) => answerOf(api.POST(LIST, { params: { path }, body })),
    onSettled: () => refresh("embed-origins"),
  });
}

export function useRemoveOrigin(): UseMutationResult<unknown, Error, EmbedOrigin> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: (site) =>
      api.DELETE(ONE, { params: { path: { ...path, embed_origin_id: site.id } }, headers: ifMatch(site) }),
    onSettled: () => refresh("embed-origins"),
  });
}

/** Events that are published and not over. */
export function useEmbeddable(): UseQueryResult<readonly Event[]> {
  const { api, key, path } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, "events", "embeddable"],
    queryFn: async () => {
      const query = { state: ["published", "live"] as ("published" | "live")[], limit: MOST_EVENTS };
      const found = await answerOf(api.GET(`${ORGANIZATION}/events`, { params: { path, query } }));
      return found.items;
    },
  });
}

export function useReleases(): UseQueryResult<Releases> {
  return useQuery({ queryKey: ["embed-releases"], queryFn: () => send<Releases>("/embed/releases.json") });
}

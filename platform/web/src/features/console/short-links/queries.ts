// What the view of short links asks: the links, the events to choose from, and QR codes as files.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useDownload } from "../parts/download";
import { usePaged, type Paged } from "../parts/paged";
import { ifMatch } from "../session/connection";
import { ORGANIZATION, useOrganizationApi } from "../shell/organization-api";

export type ShortLink = Schemas["ShortLink"];
export type NewShortLink = Schemas["ShortLinkFields"];
export type CodeFormat = "svg" | "png";
export type VisitsOfDay = Schemas["ShortLinkVisits"];
type Changes = Schemas["ShortLinkChanges"];
type Event = Schemas["EventsEventPage"]["items"][number];

const LIST = `${ORGANIZATION}/short-links` as const;
const ONE = `${ORGANIZATION}/short-links/{short_link_id}` as const;
const VISITS = `${ORGANIZATION}/short-links/{short_link_id}/visits` as const;
const CODE = `${ORGANIZATION}/short-links/{short_link_id}/qr-code` as const;
const MOST_EVENTS = 100;

export function useShortLinks(): Paged<ShortLink> {
  const { api, key, path } = useOrganizationApi();
  return usePaged<ShortLink>([...key, "short-links"], (place) =>
    answerOf(api.GET(LIST, { params: { path, query: place } })),
  );
}

/** One link as it stands now. */
export function useShortLink(id: string): UseQueryResult<ShortLink> {
  const { api, key, path } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, "short-links", id],
    queryFn: () => answerOf(api.GET(ONE, { params: { path: { ...path, short_link_id: id } } })),
  });
}

export function useVisits(id: string): UseQueryResult<readonly VisitsOfDay[]> {
  const { api, key, path } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, "short-links", id, "visits"],
    queryFn: async () => (await answerOf(api.GET(VISITS, { params: { path: { ...path, short_link_id: id } } }))).items,
  });
}

export function useMakeLink(): UseMutationResult<ShortLink, Error, NewShortLink> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: (body) => answerOf(api.POST(LIST, { params: { path }, body })),
    onSettled: () => refresh("short-links"),
  });
}

export function useChangeLink(): UseMutationResult<ShortLink, Error, { link: ShortLink; changes: Changes }> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: ({ link, changes }) =>
      answerOf(
        api.PATCH(ONE, {
          params: { path: { ...path, short_link_id: link.id } },
          headers: ifMatch(link),
          body: changes,
        }),
      ),
    onSettled: () => refresh("short-links"),
  });
}

export function useRemoveLink(): UseMutationResult<unknown, Error, ShortLink> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: (link) =>
      api.DELETE(ONE, { params: { path: { ...path, short_link_id: link.id } }, headers: ifMatch(link) }),
    onSettled: () => refresh("short-links"),
  });
}

export function useCodeFile(): UseMutationResult<void, Error, { link: ShortLink; format: CodeFormat }> {
  return useDownload((api, organization_id, { link, format }: { link: ShortLink; format: CodeFormat }) =>
    api.GET(CODE, {
      params: { path: { organization_id, short_link_id: link.id }, query: { format } },
      parseAs: "blob",
    }),
  );
}

/** Events that a link may lead to: those that are there to be seen, or will be. */
export function useLinkable(): UseQueryResult<readonly Event[]> {
  const { api, key, path } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, "events", "linkable"],
    queryFn: async () => {
      const state = ["draft", "published", "live"] as ("draft" | "published" | "live")[];
      const found = await answerOf(
        api.GET(`${ORGANIZATION}/events`, { params: { path, query: { state, limit: MOST_EVENTS } } }),
      );
      return found.items;
    },
  });
}

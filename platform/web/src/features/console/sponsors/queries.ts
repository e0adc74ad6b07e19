// Sponsors of the event at hand and their levels, as the API has them.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { ifMatch } from "../session/connection";
import { EVENT, useEventApi } from "../shell/event-api";

export type Sponsor = Schemas["EventsSponsor"];
export type Level = Schemas["EventsSponsorLevel"];

const SPONSORS = `${EVENT}/sponsors` as const;
const ONE_SPONSOR = `${EVENT}/sponsors/{sponsor_id}` as const;
const LEVELS = `${EVENT}/sponsor-levels` as const;
const ONE_LEVEL = `${EVENT}/sponsor-levels/{level_id}` as const;

export function useSponsors(): UseQueryResult<readonly Sponsor[]> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "sponsors"],
    queryFn: async () => (await answerOf(api.GET(SPONSORS, { params: { path } }))).items,
  });
}

export function useLevels(): UseQueryResult<readonly Level[]> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "sponsor-levels"],
    queryFn: async () => (await answerOf(api.GET(LEVELS, { params: { path } }))).items,
  });
}

/** The sponsor as it is now, after somebody else saved it. */
export function useFetchSponsor(): (sponsor: Sponsor) => Promise<Sponsor> {
  const { api, path } = useEventApi();
  return ({ id }) => answerOf(api.GET(ONE_SPONSOR, { params: { path: { ...path, sponsor_id: id } } }));
}

export interface SponsorSaved {
  /** The version that is changed; null makes a sponsor. */
  readonly over: Sponsor | null;
  readonly body: Schemas["EventsSponsorChange"];
}

export function useSaveSponsor(): UseMutationResult<Sponsor, Error, SponsorSaved> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ over, body }) =>
      over === null
        ? answerOf(api.POST(SPONSORS, { params: { path }, body: body as Schemas["EventsNewSponsor"] }))
        : answerOf(
            api.PATCH(ONE_SPONSOR, {
              params: { path: { ...path, sponsor_id: over.id } },
              body,
              headers: ifMatch(over),
            }),
          ),
    onSettled: () => refresh("sponsors"),
  });
}

export function useDeleteSponsor(): UseMutationResult<unknown, Error, Sponsor> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ id }) => api.DELETE(ONE_SPONSOR, { params: { path: { ...path, sponsor_id: id } } }),
    onSettled: () => refresh("sponsors"),
  });
}

export interface LevelSaved {
  /** Null makes a level below the others. */
  readonly level: Level | null;
  readonly body: Schemas["EventsSponsorLevelChange"];
}

export function useSaveLevel(): UseMutationResult<Level, Error, LevelSaved> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ level, body }) =>
      level === null
        ? answerOf(api.POST(LEVELS, { params: { path }, body: { name: body.name ?? "" } }))
        : answerOf(api.PATCH(ONE_LEVEL, { params: { path: { ...path, level_id: level.id } }, body })),
    onSettled: () => refresh("sponsor-levels"),
  });
}

export function useDeleteLevel(): UseMutationResult<unknown, Error, Level> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ id }) => api.DELETE(ONE_LEVEL, { params: { path: { ...path, level_id: id } } }),
    onSettled: () => refresh("sponsor-levels"),
  });
}

/** Makes a link by which a sponsor sees what is theirs. */
export function useMakeSponsorLink(
  sponsorId: string,
): UseMutationResult<Schemas["EventsMadeSelfServiceLink"], Error, number> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: (days) =>
      answerOf(
        api.POST(`${ONE_SPONSOR}/links`, { params: { path: { ...path, sponsor_id: sponsorId } }, body: { days } }),
      ),
    onSuccess: () => refresh("self-service-links"),
  });
}

// What the view of lead retrieval asks of the API, and what it changes there.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { ifMatch } from "../session/connection";
import { EVENT, useEventApi } from "../shell/event-api";

export type LeadSettings = Schemas["LeadSettings"];
export type LeadSettingsBody = Schemas["LeadSettingsFields"];
export type LeadSponsor = Schemas["LeadSponsor"];
export type LeadSponsorBody = Schemas["LeadSponsorFields"];
export type LeadMember = Schemas["LeadMember"];
export type IssuedMember = Schemas["IssuedLeadMember"];

const SETTINGS = `${EVENT}/lead-settings` as const;
const SPONSORS = `${EVENT}/lead-sponsors` as const;
const SPONSOR = `${SPONSORS}/{sponsor_id}` as const;
const MEMBERS = `${SPONSOR}/members` as const;
const ALL = ["lead-sponsors", "lead-members"] as const;

export function useSettings(): UseQueryResult<LeadSettings> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "lead-settings"],
    queryFn: () => answerOf(api.GET(SETTINGS, { params: { path } })),
  });
}

export function useFetchSettings(): () => Promise<LeadSettings> {
  const { api, path } = useEventApi();
  return () => answerOf(api.GET(SETTINGS, { params: { path } }));
}

export interface SavedSettings {
  readonly body: LeadSettingsBody;
  readonly over: LeadSettings;
}

export function useSaveSettings(): UseMutationResult<LeadSettings, Error, SavedSettings> {
  const { api, client, path, key } = useEventApi();
  return useMutation({
    mutationFn: ({ body, over }) => answerOf(api.PUT(SETTINGS, { params: { path }, body, headers: ifMatch(over) })),
    onSuccess: (saved) => {
      client.setQueryData([...key, "lead-settings"], saved);
    },
  });
}

/** Every sponsor of the event, with seats and how many leads each has. */
export function useLeadSponsors(): UseQueryResult<readonly LeadSponsor[]> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "lead-sponsors"],
    queryFn: async () => (await answerOf(api.GET(SPONSORS, { params: { path } }))).items,
  });
}

export function useLeadSponsor(sponsorId: string): UseQueryResult<LeadSponsor> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "lead-sponsors", sponsorId],
    queryFn: () => answerOf(api.GET(SPONSOR, { params: { path: { ...path, sponsor_id: sponsorId } } })),
  });
}

export function useFetchSponsor(): (sponsor: LeadSponsor) => Promise<LeadSponsor> {
  const { api, path } = useEventApi();
  return ({ sponsor_id }) => answerOf(api.GET(SPONSOR, { params: { path: { ...path, sponsor_id } } }));
}

export interface SavedSponsor {
  readonly body: LeadSponsorBody;
  readonly over: LeadSponsor;
}

export function useSaveSponsor(): UseMutationResult<LeadSponsor, Error, SavedSponsor> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ body, over }) =>
      answerOf(
        api.PUT(SPONSOR, {
          params: { path: { ...path, sponsor_id: over.sponsor_id } },
          body,
          headers: ifMatch(over),
        }),
      ),
    onSettled: () => refresh("lead-sponsors"),
  });
}

export function useMembers(sponsorId: string): UseQueryResult<readonly LeadMember[]> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "lead-members", sponsorId],
    queryFn: async () =>
      (await answerOf(api.GET(MEMBERS, { params: { path: { ...path, sponsor_id: sponsorId } } }))).items,
  });
}

/** The link is in the answer alone, so it is asked for once and not kept. */
export function useAddMember(sponsorId: string): UseMutationResult<IssuedMember, Error, string> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: (name) =>
      answerOf(api.POST(MEMBERS, { params: { path: { ...path, sponsor_id: sponsorId } }, body: { name } })),
    onSettled: () => refresh(...ALL),
  });
}

export function useRevokeMember(sponsorId: string): UseMutationResult<LeadMember, Error, LeadMember> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ id }) => {
      const params = { path: { ...path, sponsor_id: sponsorId, lead_member_id: id } };
      return answerOf(api.POST(`${MEMBERS}/{lead_member_id}/revoke`, { params }));
    },
    onSettled: () => refresh(...ALL),
  });
}

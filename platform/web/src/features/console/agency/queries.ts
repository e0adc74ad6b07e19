// What the views of agencies ask of the API, and what they change there.
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { allPages } from "../parts/all-pages";
import { useApi } from "../session/api";
import { ifMatch } from "../session/connection";
import { useOrganization } from "../shell/organizations";

export type Link = Schemas["OrganizationsAgencyLink"];
export type Member = Schemas["IdentityMember"];
export type ClientList = Schemas["OrganizationsClientList"];
export type Handover = Schemas["HandoversHandover"];
export type Overview = Schemas["OverviewsOverview"];

const CLIENTS = "/api/v1/organizations/{organization_id}/clients";
const LINKS = "/api/v1/organizations/{organization_id}/agency-links";
const MEMBERS = "/api/v1/organizations/{organization_id}/members";
const HANDOVERS = "/api/v1/organizations/{organization_id}/handovers";

function useHere() {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  const refresh = (what: string) => async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: [id, what] });
  };
  return { api, id, path: { organization_id: id }, refresh };
}

/** The organizations that this agency acts for, or offers to; ended ones too. */
export function useClients(): UseQueryResult<readonly Link[]> {
  const { api, id, path } = useHere();
  return useQuery({
    queryKey: [id, "clients"],
    queryFn: () => allPages((query) => answerOf(api.GET(CLIENTS, { params: { path, query } }))),
  });
}

export function useOffer(): UseMutationResult<Link, Error, Schemas["OrganizationsOffer"]> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: (body) => answerOf(api.POST(CLIENTS, { params: { path }, body })),
    onSuccess: refresh("clients"),
  });
}

export function useEndClient(): UseMutationResult<unknown, Error, Link> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ id: link_id }) => api.DELETE(`${CLIENTS}/{link_id}`, { params: { path: { ...path, link_id } } }),
    onSettled: refresh("clients"),
  });
}

/** The agencies that act for this organization, or offer to; ended ones too. */
export function useAgencies(): UseQueryResult<readonly Link[]> {
  const { api, id, path } = useHere();
  return useQuery({
    queryKey: [id, "agency-links"],
    queryFn: () => allPages((query) => answerOf(api.GET(LINKS, { params: { path, query } }))),
  });
}

export function useAccept(): UseMutationResult<Link, Error, Link> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ id: link_id }) =>
      answerOf(api.POST(`${LINKS}/{link_id}/accept`, { params: { path: { ...path, link_id } } })),
    onSettled: refresh("agency-links"),
  });
}

export function useEndAgency(): UseMutationResult<unknown, Error, Link> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ id: link_id }) => api.DELETE(`${LINKS}/{link_id}`, { params: { path: { ...path, link_id } } }),
    onSettled: refresh("agency-links"),
  });
}

export interface Demand {
  readonly link: Link;
  /** Null asks for nothing. */
  readonly minutes: number | null;
}

export function useDemandFactor(): UseMutationResult<Link, Error, Demand> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ link, minutes }) =>
      answerOf(
        api.PATCH(`${LINKS}/{link_id}`, {
          params: { path: { ...path, link_id: link.id } },
          body: { second_factor_minutes: minutes },
        }),
      ),
    onSettled: refresh("agency-links"),
  });
}

export function useMembers(): UseQueryResult<readonly Member[]> {
  const { api, id, path } = useHere();
  return useQuery({
    queryKey: [id, "members"],
    queryFn: () => allPages((query) => answerOf(api.GET(MEMBERS, { params: { path, query } }))),
  });
}

/** A membership that an agency granted no longer ends with its link. */
export function useKeepMember(): UseMutationResult<unknown, Error, Member> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ id: member_id }) =>
      api.POST(`${MEMBERS}/{member_id}/keep`, { params: { path: { ...path, member_id } } }),
    onSettled: refresh("members"),
  });
}

/** In which clients a member may act. */
export function useClientList(memberId: string): UseQueryResult<ClientList> {
  const { id } = useHere();
  const ask = useFetchClientList();
  return useQuery({ queryKey: [id, "client-lists", memberId], queryFn: () => ask(memberId) });
}

export function useFetchClientList(): (memberId: string) => Promise<ClientList> {
  const { api, path } = useHere();
  return (member_id) =>
    answerOf(api.GET(`${MEMBERS}/{member_id}/clients`, { params: { path: { ...path, member_id } } }));
}

export interface ClientListSaved {
  readonly over: ClientList;
  readonly clients: ClientList["clients"];
}

export function useSaveClientList(): UseMutationResult<ClientList, Error, ClientListSaved> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ over, clients }) =>
      answerOf(
        api.PUT(`${MEMBERS}/{member_id}/clients`, {
          params: { path: { ...path, member_id: over.member_id } },
          body: { clients },
          headers: ifMatch(over),
        }),
      ),
    onSuccess: refresh("client-lists"),
  });
}

export interface OverviewFilter {
  readonly text: string;
  readonly attention: boolean;
  /** Days, such as `2026-12-14`; empty for any. */
  readonly from: string;
  readonly until: string;
}

/** The figures of this agency's clients; the agency itself is left out. */
export function useOverview(filter: OverviewFilter): UseQueryResult<Overview> {
  const { api, id } = useHere();
  return useQuery({
    queryKey: [id, "overview", filter],
    queryFn: () => answerOf(api.GET("/api/v1/me/overview", { params: { query: questionOf(id, filter) } })),
    placeholderData: (before) => before,
  });
}

/** The same by event, as the text of a CSV file. */
export function useReport(): UseMutationResult<string, Error, OverviewFilter> {
  const { api, id } = useHere();
  return useMutation({
    mutationFn: async (filter) => {
      const params = { query: questionOf(id, filter) };
      return String(await answerOf(api.GET("/api/v1/me/overview/report", { params, parseAs: "text" })));
    },
  });
}

function questionOf(agency_id: string, { text, attention, from, until }: OverviewFilter) {
  return {
    agency_id,
    ...(text.trim() === "" ? {} : { text: text.trim() }),
    ...(attention ? { needs_attention: true } : {}),
    ...(from === "" ? {} : { starts_from: `${from}T00:00:00Z` }),
    ...(until === "" ? {} : { starts_before: `${until}T23:59:59Z` }),
  };
}

export function useHandovers(): UseQueryResult<readonly Handover[]> {
  const { api, id, path } = useHere();
  return useQuery({
    queryKey: [id, "handovers"],
    queryFn: async () => (await answerOf(api.GET(HANDOVERS, { params: { path } }))).items,
  });
}

export function useOfferHandover(): UseMutationResult<Handover, Error, Schemas["HandoversNewHandover"]> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: (body) => answerOf(api.POST(HANDOVERS, { params: { path }, body })),
    onSuccess: refresh("handovers"),
  });
}

export function useWithdrawHandover(): UseMutationResult<unknown, Error, Handover> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ id: handover_id }) =>
      api.DELETE(`${HANDOVERS}/{handover_id}`, { params: { path: { ...path, handover_id } } }),
    onSettled: refresh("handovers"),
  });
}

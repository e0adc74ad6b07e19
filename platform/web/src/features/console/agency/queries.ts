// What the views of agencies ask of the API, and what they change there.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useLocale } from "../../../ui/language";
import { allPages } from "../parts/all-pages";
import { useDownload } from "../parts/download";
import type { FileFormat } from "../parts/file-formats";
import type { Member } from "../parts/members";
import { ifMatch } from "../session/connection";
import { useOrganizationApi } from "../shell/organization-api";

export type Link = Schemas["OrganizationsAgencyLink"];
export type ClientList = Schemas["OrganizationsClientList"];
export type Handover = Schemas["HandoversHandover"];
export type Overview = Schemas["OverviewsOverview"];

export type TemplateShare = Schemas["Template_sharesTemplateShare"];
export type FigureShare = Schemas["Figure_sharesFigureShare"];

export interface SharedTemplate {
  readonly id: string;
  readonly title: string;
  readonly share: TemplateShare | null;
}

const EVENTS = "/api/v1/organizations/{organization_id}/events";
const SHARES = "/api/v1/organizations/{organization_id}/template-shares";
const FIGURES = "/api/v1/organizations/{organization_id}/figure-shares";
const CLIENTS = "/api/v1/organizations/{organization_id}/clients";
const LINKS = "/api/v1/organizations/{organization_id}/agency-links";
const MEMBERS = "/api/v1/organizations/{organization_id}/members";
const HANDOVERS = "/api/v1/organizations/{organization_id}/handovers";

function useHere() {
  const { refresh, ...here } = useOrganizationApi();
  return { ...here, refresh: (what: string) => () => refresh(what) };
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

/** The agency's templates, each with whom it is shared; null: with nobody yet. */
export function useTemplates(): UseQueryResult<readonly SharedTemplate[]> {
  const { api, id, path } = useHere();
  return useQuery({
    queryKey: [id, "template-shares"],
    queryFn: async () => {
      const [events, shares] = await Promise.all([
        allPages((query) => answerOf(api.GET(EVENTS, { params: { path, query: { ...query, templates: true } } }))),
        answerOf(api.GET(SHARES, { params: { path } })),
      ]);
      const shareOf = new Map(shares.items.map((share) => [share.template_id, share]));
      return events.map((event) => ({ id: event.id, title: event.title, share: shareOf.get(event.id) ?? null }));
    },
  });
}

export interface ShareSaved {
  readonly templateId: string;
  readonly over: TemplateShare | null;
  /** Null: all clients, those to come too. */
  readonly clients: string[] | null;
}

export function useShareTemplate(): UseMutationResult<TemplateShare, Error, ShareSaved> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ templateId: template_id, over, clients }) =>
      answerOf(
        api.PUT(`${SHARES}/{template_id}`, {
          params: { path: { ...path, template_id } },
          body: { clients },
          headers: over === null ? {} : ifMatch(over),
        }),
      ),
    onSettled: refresh("template-shares"),
  });
}

export function useEndShare(): UseMutationResult<unknown, Error, TemplateShare> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ template_id }) =>
      api.DELETE(`${SHARES}/{template_id}`, { params: { path: { ...path, template_id } } }),
    onSettled: refresh("template-shares"),
  });
}

/** Which figures of an event are shared with whom. */
export function useFigureShares(eventId: string): UseQueryResult<readonly FigureShare[]> {
  const { api, id, path } = useHere();
  return useQuery({
    queryKey: [id, "figure-shares"],
    queryFn: async () => (await answerOf(api.GET(FIGURES, { params: { path } }))).items,
    select: (all) => all.filter(({ event_id }) => event_id === eventId),
  });
}

export function useShareFigures(): UseMutationResult<FigureShare, Error, Schemas["Figure_sharesNewFigureShare"]> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: (body) => answerOf(api.POST(FIGURES, { params: { path }, body })),
    onSuccess: refresh("figure-shares"),
  });
}

export function useEndFigures(): UseMutationResult<unknown, Error, FigureShare> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ id: figure_share_id }) =>
      api.DELETE(`${FIGURES}/{figure_share_id}`, { params: { path: { ...path, figure_share_id } } }),
    onSettled: refresh("figure-shares"),
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

/** The same by event, as a file. */
export function useOverviewFile(filter: OverviewFilter): UseMutationResult<void, Error, FileFormat> {
  const language = useLocale();
  return useDownload((api, id, format: FileFormat) =>
    api.GET("/api/v1/me/overview/report", {
      params: { query: { ...questionOf(id, filter), format, language } },
      parseAs: "blob",
    }),
  );
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

const CLAIM = "/api/v1/organizations/{organization_id}/claim-link";

/** The link by which a client without an owner is claimed; it is shown once. */
export function useMakeClaimLink(): UseMutationResult<Schemas["OwnershipClaimLink"], Error, Link> {
  const { api } = useHere();
  return useMutation({
    mutationFn: ({ organization_id }) => answerOf(api.POST(CLAIM, { params: { path: { organization_id } }, body: {} })),
  });
}

export function useRevokeClaimLink(): UseMutationResult<unknown, Error, Link> {
  const { api } = useHere();
  return useMutation({
    mutationFn: ({ organization_id }) => api.DELETE(CLAIM, { params: { path: { organization_id } } }),
  });
}

// The legal texts of the organization as the API has them.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { allPages } from "../parts/all-pages";
import { ifMatch, once } from "../session/connection";
import { ORGANIZATION, useOrganizationApi } from "../shell/organization-api";

export const KINDS = ["terms", "privacy", "imprint"] as const;
export type Kind = (typeof KINDS)[number];
export type LegalText = Schemas["OrganizationsLegalText"];
export type LegalVersion = Schemas["OrganizationsLegalVersion"];
export type Wording = Schemas["OrganizationsLegalWordingFields"];

const TEXTS = `${ORGANIZATION}/legal-texts` as const;
const ONE = `${TEXTS}/{kind}` as const;
const VERSIONS = `${ONE}/versions` as const;

/** The kind that an address names. */
export function kindOf(said: string | undefined): Kind | null {
  return KINDS.find((each) => each === said) ?? null;
}

/** The texts that are in force. */
export function useTextsInForce(): UseQueryResult<readonly LegalText[]> {
  const { key } = useOrganizationApi();
  const queryFn = useFetchTexts();
  return useQuery({ queryKey: [...key, "legal", "in-force"], queryFn });
}

export function useFetchTexts(): () => Promise<readonly LegalText[]> {
  const { api, path } = useOrganizationApi();
  return async () => (await answerOf(api.GET(TEXTS, { params: { path } }))).items;
}

/** Every version there ever was, the newest first. */
export function useVersions(kind: Kind): UseQueryResult<readonly LegalVersion[]> {
  const { api, path, key } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, "legal", kind, "versions"],
    queryFn: () => allPages((query) => answerOf(api.GET(VERSIONS, { params: { path: { ...path, kind }, query } }))),
  });
}

/** One version with its words, which never change. Null asks nothing and answers null. */
export function useVersion(kind: Kind, number: number | null): UseQueryResult<LegalText | null> {
  const fetch = useFetchVersion(kind);
  const { key } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, "legal", kind, "version", number],
    staleTime: Infinity,
    queryFn: () => (number === null ? null : fetch(number)),
  });
}

export function useFetchVersion(kind: Kind): (number: number) => Promise<LegalText> {
  const { api, path } = useOrganizationApi();
  return (number) => answerOf(api.GET(`${VERSIONS}/{number}`, { params: { path: { ...path, kind, number } } }));
}

export interface Published {
  readonly texts: Readonly<Record<string, Wording>>;
  /** The version that was in force when it was written; null: none. */
  readonly over: LegalText | null;
}

export function usePublish(kind: Kind): UseMutationResult<LegalText, Error, Published> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: ({ texts, over }) =>
      answerOf(
        api.POST(VERSIONS, {
          params: { path: { ...path, kind } },
          body: { texts },
          headers: ifMatch({ version: over?.number ?? 0 }),
          ...once,
        }),
      ),
    onSuccess: () => refresh("legal", "organization"),
  });
}

/** Takes a text out of force. */
export function useWithdraw(kind: Kind): UseMutationResult<unknown, Error, LegalText> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: ({ number }) =>
      api.DELETE(ONE, { params: { path: { ...path, kind } }, headers: ifMatch({ version: number }) }),
    onSettled: () => refresh("legal", "organization"),
  });
}

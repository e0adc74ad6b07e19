// What the views of API tokens ask of the API, and what they change there.
import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { ifMatch } from "../session/connection";
import { useOrganization } from "../shell/organizations";
import { useOrganizationApi } from "../shell/organization-api";

export type ApiToken = Schemas["Api_tokensApiToken"];
export type TokenPage = Schemas["Api_tokensApiTokenPage"];
export type Issued = Schemas["Api_tokensIssuedApiToken"];
export type ServiceAccount = Schemas["Api_tokensServiceAccount"];
type AccountPage = Schemas["Api_tokensServiceAccountPage"];

const PAGE = 100;

function useHere() {
  const { refresh, ...here } = useOrganizationApi();
  return { ...here, refresh: () => refresh("api-tokens") };
}

/** One's own, and everybody's for who manages them; oldest first. */
export function useTokens(): UseInfiniteQueryResult<InfiniteData<TokenPage>> {
  const { api, id, path } = useHere();
  return useInfiniteQuery({
    queryKey: [id, "api-tokens", "list"],
    initialPageParam: "",
    getNextPageParam: (page: TokenPage) => page.next_cursor,
    queryFn: ({ pageParam: cursor }) =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/api-tokens", {
          params: { path, query: { limit: PAGE, ...(cursor === "" ? {} : { cursor }) } },
        }),
      ),
  });
}

/** As it is now: of a token whose address somebody was given. */
export function useToken(tokenId: string): UseQueryResult<ApiToken> {
  const { api, id, path } = useHere();
  return useQuery({
    queryKey: [id, "api-tokens", tokenId],
    queryFn: () =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/api-tokens/{api_token_id}", {
          params: { path: { ...path, api_token_id: tokenId } },
        }),
      ),
  });
}

export function useCreateToken(): UseMutationResult<Issued, Error, Schemas["Api_tokensNewApiToken"]> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: (body) =>
      answerOf(api.POST("/api/v1/organizations/{organization_id}/api-tokens", { params: { path }, body })),
    onSuccess: refresh,
  });
}

export type Rotated = Schemas["Api_tokensRotation"] & { readonly token: ApiToken };

export function useRotateToken(): UseMutationResult<Issued, Error, Rotated> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ token, ...body }) =>
      answerOf(
        api.POST("/api/v1/organizations/{organization_id}/api-tokens/{api_token_id}/rotate", {
          params: { path: { ...path, api_token_id: token.id } },
          body,
        }),
      ),
    onSuccess: refresh,
  });
}

export function useRevokeToken(): UseMutationResult<unknown, Error, ApiToken> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ id }) =>
      api.DELETE("/api/v1/organizations/{organization_id}/api-tokens/{api_token_id}", {
        params: { path: { ...path, api_token_id: id } },
      }),
    onSuccess: refresh,
  });
}

const ACCOUNT = "/api/v1/organizations/{organization_id}/service-accounts/{service_account_id}";

export function useAccounts(enabled = true): UseInfiniteQueryResult<InfiniteData<AccountPage>> {
  const { api, id, path } = useHere();
  return useInfiniteQuery({
    queryKey: [id, "api-tokens", "accounts"],
    enabled,
    initialPageParam: "",
    getNextPageParam: (page: AccountPage) => page.next_cursor,
    queryFn: ({ pageParam: cursor }) =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/service-accounts", {
          params: { path, query: { limit: PAGE, ...(cursor === "" ? {} : { cursor }) } },
        }),
      ),
  });
}

/** The service account as it is now. */
export function useFetchAccount(): (accountId: string) => Promise<ServiceAccount> {
  const { api, path } = useHere();
  return (accountId) => answerOf(api.GET(ACCOUNT, { params: { path: { ...path, service_account_id: accountId } } }));
}

/** Without an account it makes one. */
export type AccountSaved = Schemas["Api_tokensNewServiceAccount"] & { readonly account: ServiceAccount | null };

export function useSaveAccount(): UseMutationResult<ServiceAccount, Error, AccountSaved> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ account, ...body }) =>
      account === null
        ? answerOf(api.POST("/api/v1/organizations/{organization_id}/service-accounts", { params: { path }, body }))
        : answerOf(
            api.PATCH(ACCOUNT, {
              params: { path: { ...path, service_account_id: account.id } },
              body,
              headers: ifMatch(account),
            }),
          ),
    onSuccess: refresh,
  });
}

export function useEndAccount(): UseMutationResult<unknown, Error, ServiceAccount> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ id }) => api.DELETE(ACCOUNT, { params: { path: { ...path, service_account_id: id } } }),
    onSuccess: refresh,
  });
}

/** User → name, for who may see the members. */
export function useMemberNames(): ReadonlyMap<string, string> {
  const { api, id, path } = useHere();
  const { may } = useOrganization();
  const members = useQuery({
    queryKey: [id, "members", "names"],
    enabled: may("members.read"),
    queryFn: () =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/members", { params: { path, query: { limit: PAGE } } }),
      ),
  });
  return new Map(members.data?.items.map((member) => [member.user_id, member.display_name || member.email]));
}

export interface NamedRole {
  readonly key: string;
  readonly name: string;
}

/** The roles that a service account may have. */
export function useRoles(): readonly NamedRole[] {
  const { api, id, path } = useHere();
  const { may } = useOrganization();
  const roles = useQuery({
    queryKey: [id, "roles", "names"],
    enabled: may("roles.read"),
    queryFn: () => answerOf(api.GET("/api/v1/organizations/{organization_id}/roles", { params: { path } })),
  });
  return roles.data?.items ?? [];
}

export interface NamedEvent {
  readonly id: string;
  readonly title: string;
}

/** The newest events, to choose from. */
export function useEventNames(): readonly NamedEvent[] {
  const { api, id, path } = useHere();
  const { may } = useOrganization();
  const events = useQuery({
    queryKey: [id, "events", "names"],
    enabled: may("events.read"),
    queryFn: () =>
      answerOf(api.GET("/api/v1/organizations/{organization_id}/events", { params: { path, query: { limit: PAGE } } })),
  });
  return events.data?.items ?? [];
}

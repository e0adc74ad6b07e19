// What the view of sending domains asks of the API, and what it changes there.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { ifMatch } from "../session/connection";
import { ORGANIZATION, useOrganizationApi } from "../shell/organization-api";

export type SendingDomain = Schemas["SendingDomain"];
export type SendingRecord = Schemas["SendingDomainRecord"];
export type NewSendingDomain = Schemas["NewSendingDomain"];

const LIST = `${ORGANIZATION}/sending-domains` as const;
const ONE = `${LIST}/{domain_id}` as const;
const NAME = "sending-domains";

export function useSendingDomains(): UseQueryResult<readonly SendingDomain[]> {
  const { api, key, path } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, NAME],
    queryFn: async () => (await answerOf(api.GET(LIST, { params: { path } }))).items,
  });
}

export function useAddDomain(): UseMutationResult<SendingDomain, Error, NewSendingDomain> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: (body) => answerOf(api.POST(LIST, { params: { path }, body })),
    onSettled: () => refresh(NAME),
  });
}

export function useCheckDomain(): UseMutationResult<SendingDomain, Error, SendingDomain> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: ({ id }) => answerOf(api.POST(`${ONE}/check`, { params: { path: { ...path, domain_id: id } } })),
    onSettled: () => refresh(NAME),
  });
}

export function useRotateKey(): UseMutationResult<SendingDomain, Error, SendingDomain> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: ({ id }) => answerOf(api.POST(`${ONE}/rotate-key`, { params: { path: { ...path, domain_id: id } } })),
    onSettled: () => refresh(NAME),
  });
}

export function useUseDomain(): UseMutationResult<SendingDomain, Error, SendingDomain> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: async ({ id }) => {
      // Over whatever it says by now: looks change its version all day.
      const params = { path: { ...path, domain_id: id } };
      const now = await answerOf(api.GET(ONE, { params }));
      return answerOf(api.PATCH(ONE, { params, headers: ifMatch(now), body: { is_used: true } }));
    },
    onSettled: () => refresh(NAME),
  });
}

export function useDeleteDomain(): UseMutationResult<unknown, Error, SendingDomain> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: ({ id }) => api.DELETE(ONE, { params: { path: { ...path, domain_id: id } } }),
    onSettled: () => refresh(NAME),
  });
}

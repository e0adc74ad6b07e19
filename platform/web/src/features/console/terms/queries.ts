// Terms and plans of payment, as the API has them.
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { ifMatch } from "../session/connection";
import { EVENT, ORGANIZATION, useEventApi } from "../shell/event-api";
import { useOrganization } from "../shell/organizations";

export type BuyerTerms = Schemas["OrdersBuyerTerms"];
export type BuyerTermsBody = Schemas["OrdersBuyerTermsFields"];
export type PaymentTerms = Schemas["OrdersTerms"];
export type Plan = Schemas["OrdersPlan"];

const GENERAL = `${ORGANIZATION}/buyer-terms` as const;
const OWN = `${EVENT}/buyer-terms` as const;
const PENDING = `${EVENT}/payment-terms` as const;
const PLANS = `${EVENT}/payment-plans` as const;
const ONE_PLAN = `${EVENT}/payment-plans/{plan_id}` as const;

/** What a form of terms asks and changes, of an event or of the organization. */
export interface TermsAt {
  readonly query: UseQueryResult<BuyerTerms>;
  readonly fetch: () => Promise<BuyerTerms>;
  readonly save: UseMutationResult<BuyerTerms, Error, { readonly body: BuyerTermsBody; readonly over: BuyerTerms }>;
}

export function useOrganizationTerms(): TermsAt {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  const params = { path: { organization_id: id } };
  const queryKey = [id, "buyer-terms"];
  const fetch = (): Promise<BuyerTerms> => answerOf(api.GET(GENERAL, { params }));
  return {
    fetch,
    query: useQuery({ queryKey, queryFn: fetch }),
    save: useMutation({
      mutationFn: ({ body, over }) => answerOf(api.PUT(GENERAL, { params, body, headers: ifMatch(over) })),
      onSuccess: (saved) => client.setQueryData(queryKey, saved),
    }),
  };
}

export function useEventTerms(): TermsAt {
  const { api, client, path, key } = useEventApi();
  const params = { path };
  const queryKey = [...key, "buyer-terms"];
  const fetch = (): Promise<BuyerTerms> => answerOf(api.GET(OWN, { params }));
  return {
    fetch,
    query: useQuery({ queryKey, queryFn: fetch }),
    save: useMutation({
      mutationFn: ({ body, over }) => answerOf(api.PUT(OWN, { params, body, headers: ifMatch(over) })),
      onSuccess: (saved) => client.setQueryData(queryKey, saved),
    }),
  };
}

/** Lets the event follow its organization again. */
export function useFollowOrganization(): UseMutationResult<BuyerTerms, Error, BuyerTerms> {
  const { api, client, path, key } = useEventApi();
  return useMutation({
    mutationFn: (over) => answerOf(api.DELETE(OWN, { params: { path }, headers: ifMatch(over) })),
    onSuccess: (now) => client.setQueryData([...key, "buyer-terms"], now),
  });
}

export function usePaymentTerms(): UseQueryResult<PaymentTerms> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "payment-terms"],
    queryFn: () => answerOf(api.GET(PENDING, { params: { path } })),
  });
}

export function useFetchPaymentTerms(): () => Promise<PaymentTerms> {
  const { api, path } = useEventApi();
  return () => answerOf(api.GET(PENDING, { params: { path } }));
}

export function useSavePaymentTerms(): UseMutationResult<
  PaymentTerms,
  Error,
  { readonly seconds: number | null; readonly over: PaymentTerms }
> {
  const { api, client, path, key } = useEventApi();
  return useMutation({
    mutationFn: ({ seconds, over }) =>
      answerOf(
        api.PUT(PENDING, { params: { path }, body: { longest_pending_seconds: seconds }, headers: ifMatch(over) }),
      ),
    onSuccess: (saved) => client.setQueryData([...key, "payment-terms"], saved),
  });
}

export function usePlans(): UseQueryResult<readonly Plan[]> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "payment-plans"],
    queryFn: async () => (await answerOf(api.GET(PLANS, { params: { path } }))).items,
  });
}

/** A plan as it is now: the API shows them together only. */
export function useFetchPlan(): (plan: Plan) => Promise<Plan> {
  const { api, path } = useEventApi();
  return async (plan) => {
    const { items } = await answerOf(api.GET(PLANS, { params: { path } }));
    return items.find(({ id }) => id === plan.id) ?? plan;
  };
}

export interface PlanSaved {
  /** The version that is changed; null makes a plan. */
  readonly over: Plan | null;
  readonly body: Schemas["OrdersPlanChanges"];
}

export function useSavePlan(): UseMutationResult<Plan, Error, PlanSaved> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ over, body }) =>
      over === null
        ? answerOf(api.POST(PLANS, { params: { path }, body: body as Schemas["OrdersPlanFields"] }))
        : answerOf(
            api.PATCH(ONE_PLAN, { params: { path: { ...path, plan_id: over.id } }, body, headers: ifMatch(over) }),
          ),
    onSettled: () => refresh("payment-plans"),
  });
}

export function useDeletePlan(): UseMutationResult<unknown, Error, Plan> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: (plan) =>
      api.DELETE(ONE_PLAN, { params: { path: { ...path, plan_id: plan.id } }, headers: ifMatch(plan) }),
    onSettled: () => refresh("payment-plans"),
  });
}

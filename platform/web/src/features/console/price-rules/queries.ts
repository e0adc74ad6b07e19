// What the view of price rules asks of the API, and what it changes there.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { ifMatch } from "../session/connection";
import { EVENT, useEventApi } from "../shell/event-api";

export type PriceRule = Schemas["PriceRulesPriceRule"];
export type PriceRuleChanges = Schemas["PriceRulesPriceRuleChanges"];
export type NewPriceRule = Schemas["PriceRulesPriceRuleFields"];
export type Explanation = Schemas["PriceRulesExplanation"];

const RULES = `${EVENT}/price-rules` as const;
const RULE = `${EVENT}/price-rules/{price_rule_id}` as const;

export function usePriceRules(): UseQueryResult<readonly PriceRule[]> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "price-rules"],
    queryFn: async () => (await answerOf(api.GET(RULES, { params: { path } }))).items,
  });
}

export function useFetchPriceRule(): (id: string) => Promise<PriceRule> {
  const { api, path } = useEventApi();
  return (price_rule_id) => answerOf(api.GET(RULE, { params: { path: { ...path, price_rule_id } } }));
}

export interface RuleSaved {
  /** The version that is changed; null makes a rule. */
  readonly over: PriceRule | null;
  readonly body: PriceRuleChanges | NewPriceRule;
}

export function useSavePriceRule(): UseMutationResult<PriceRule, Error, RuleSaved> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ over, body }) =>
      over === null
        ? answerOf(api.POST(RULES, { params: { path }, body: body as NewPriceRule }))
        : answerOf(
            api.PATCH(RULE, {
              params: { path: { ...path, price_rule_id: over.id } },
              body,
              headers: ifMatch(over),
            }),
          ),
    onSettled: () => refresh("price-rules"),
  });
}

export function useDeletePriceRule(): UseMutationResult<unknown, Error, PriceRule> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: (rule) =>
      api.DELETE(RULE, { params: { path: { ...path, price_rule_id: rule.id } }, headers: ifMatch(rule) }),
    onSettled: () => refresh("price-rules"),
  });
}

export interface Asked {
  readonly ticketTypeId: string;
  /** An instant; null for now. */
  readonly at: string | null;
  /** Units sold by then; null for as many as are sold. */
  readonly sold: number | null;
  readonly quantity: number;
  /** One in which it is sold; "" for its own. */
  readonly currency: string;
  /** The member price that the buyer is entitled to; null for none. */
  readonly memberPrice: string | null;
}

/** How the price of a ticket type comes about. */
export function useExplanation(asked: Asked): UseQueryResult<Explanation> {
  const { ticketTypeId, at, sold, quantity, currency, memberPrice } = asked;
  const { api, path, key } = useEventApi();
  const params = { ...path, ticket_type_id: ticketTypeId };
  const query = {
    quantity,
    ...(at === null ? {} : { at }),
    ...(sold === null ? {} : { sold }),
    ...(currency === "" ? {} : { currency }),
    ...(memberPrice === null ? {} : { price_rule_id: memberPrice }),
  };
  return useQuery({
    queryKey: [...key, "price-rules", "explain", ticketTypeId, query],
    queryFn: () => answerOf(api.GET(`${RULES}/explain/{ticket_type_id}`, { params: { path: params, query } })),
  });
}

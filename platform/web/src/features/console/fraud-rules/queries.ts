// What the view of fraud rules asks of the API, and what it changes there.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { ifMatch } from "../session/connection";
import { EVENT, useEventApi } from "../shell/event-api";

export type FraudRule = Schemas["FraudRule"];
export type FraudRuleChanges = Schemas["FraudRuleChanges"];
export type NewFraudRule = Schemas["FraudRuleFields"];

const RULES = `${EVENT}/fraud-rules` as const;
const RULE = `${EVENT}/fraud-rules/{fraud_rule_id}` as const;

export function useFraudRules(): UseQueryResult<readonly FraudRule[]> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "fraud-rules"],
    queryFn: async () => (await answerOf(api.GET(RULES, { params: { path } }))).items,
  });
}

export function useFetchFraudRule(): (id: string) => Promise<FraudRule> {
  const { api, path } = useEventApi();
  return (fraud_rule_id) => answerOf(api.GET(RULE, { params: { path: { ...path, fraud_rule_id } } }));
}

export interface RuleSaved {
  /** The version that is changed; null makes a rule. */
  readonly over: FraudRule | null;
  readonly body: FraudRuleChanges | NewFraudRule;
}

export function useSaveFraudRule(): UseMutationResult<FraudRule, Error, RuleSaved> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ over, body }) =>
      over === null
        ? answerOf(api.POST(RULES, { params: { path }, body: body as NewFraudRule }))
        : answerOf(
            api.PATCH(RULE, {
              params: { path: { ...path, fraud_rule_id: over.id } },
              body,
              headers: ifMatch(over),
            }),
          ),
    onSettled: () => refresh("fraud-rules"),
  });
}

export function useDeleteFraudRule(): UseMutationResult<unknown, Error, FraudRule> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: (rule) =>
      api.DELETE(RULE, { params: { path: { ...path, fraud_rule_id: rule.id } }, headers: ifMatch(rule) }),
    onSettled: () => refresh("fraud-rules"),
  });
}

export type RiskRule = Schemas["PaymentRiskRule"];
export type RiskRuleFields = Schemas["PaymentRiskRuleFields"];

const RISK = `${EVENT}/payment-risk-rule` as const;

export function useFetchRiskRule(): () => Promise<RiskRule> {
  const { api, path } = useEventApi();
  return () => answerOf(api.GET(RISK, { params: { path } }));
}

export function useRiskRule(): UseQueryResult<RiskRule> {
  const { key } = useEventApi();
  const fetchRule = useFetchRiskRule();
  return useQuery({ queryKey: [...key, "payment-risk-rule"], queryFn: fetchRule });
}

export interface RiskRuleSaved {
  readonly over: RiskRule;
  readonly body: RiskRuleFields;
}

export function useSaveRiskRule(): UseMutationResult<RiskRule, Error, RiskRuleSaved> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ over, body }) => answerOf(api.PUT(RISK, { params: { path }, body, headers: ifMatch(over) })),
    onSettled: () => refresh("payment-risk-rule"),
  });
}

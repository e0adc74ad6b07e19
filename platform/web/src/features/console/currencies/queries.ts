// What the view of currencies asks of the API, and what it changes there.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { EVENT, useEventApi } from "../shell/event-api";

export type EventCurrency = Schemas["EventCurrency"];

const CURRENCIES = `${EVENT}/currencies` as const;
const KEY = "currencies";

export function useCurrencies(): UseQueryResult<readonly EventCurrency[]> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, KEY],
    queryFn: async () => (await answerOf(api.GET(CURRENCIES, { params: { path } }))).items,
  });
}

export interface SetPrices {
  readonly currency: string;
  readonly prices: Schemas["EventCurrencyFields"]["prices"];
}

export function useSetPrices(): UseMutationResult<EventCurrency, Error, SetPrices> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ currency, prices }) =>
      answerOf(api.PUT(`${CURRENCIES}/{currency}`, { params: { path: { ...path, currency } }, body: { prices } })),
    onSettled: () => refresh(KEY, "ticket-types", "price-rules"),
  });
}

export function useDeleteCurrency(): UseMutationResult<unknown, Error, string> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: (currency) =>
      answerOf(api.DELETE(`${CURRENCIES}/{currency}`, { params: { path: { ...path, currency } } })),
    onSettled: () => refresh(KEY, "ticket-types", "price-rules"),
  });
}

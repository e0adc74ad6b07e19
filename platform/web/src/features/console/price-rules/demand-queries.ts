// What the view of prices asks of the API about demand prices, and what it changes there.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { ifMatch } from "../session/connection";
import { EVENT, useEventApi } from "../shell/event-api";

export type DemandPrice = Schemas["PriceRulesDemandPrice"];
export type DemandPriceChanges = Schemas["PriceRulesDemandPriceChanges"];
export type NewDemandPrice = Schemas["PriceRulesDemandPriceFields"];

const PRICES = `${EVENT}/demand-prices` as const;
const PRICE = `${EVENT}/demand-prices/{demand_price_id}` as const;

/** Below the key of price rules: whoever explains a price asks again when one of either changed. */
export function useDemandPrices(): UseQueryResult<readonly DemandPrice[]> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "price-rules", "demand"],
    queryFn: async () => (await answerOf(api.GET(PRICES, { params: { path } }))).items,
  });
}

export function useFetchDemandPrice(): (id: string) => Promise<DemandPrice> {
  const { api, path } = useEventApi();
  return (demand_price_id) => answerOf(api.GET(PRICE, { params: { path: { ...path, demand_price_id } } }));
}

export interface DemandSaved {
  /** The version that is changed; null makes one. */
  readonly over: DemandPrice | null;
  readonly body: DemandPriceChanges | NewDemandPrice;
}

export function useSaveDemandPrice(): UseMutationResult<DemandPrice, Error, DemandSaved> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ over, body }) =>
      over === null
        ? answerOf(api.POST(PRICES, { params: { path }, body: body as NewDemandPrice }))
        : answerOf(
            api.PATCH(PRICE, {
              params: { path: { ...path, demand_price_id: over.id } },
              body,
              headers: ifMatch(over),
            }),
          ),
    onSettled: () => refresh("price-rules"),
  });
}

export function useDeleteDemandPrice(): UseMutationResult<unknown, Error, DemandPrice> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: (price) =>
      api.DELETE(PRICE, { params: { path: { ...path, demand_price_id: price.id } }, headers: ifMatch(price) }),
    onSettled: () => refresh("price-rules"),
  });
}

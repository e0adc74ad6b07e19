// What the chosen tickets cost by the price rules of now, for a member by their number.
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { answerOf } from "../../../api/client";
import { useOrganizationApi } from "../shell/organization-api";
import type { BuyerPrice, GiveAwayForm } from "./give-away";

const CHECK = "/api/v1/organizations/{organization_id}/events/{event_id}/check-member-price" as const;

/** Of the ticket types that have price rules; an error says why a number gives no price. */
export function useDeskPrices(
  { eventId, counts, currency }: Pick<GiveAwayForm, "eventId" | "counts" | "currency">,
  member_number: string,
): UseQueryResult<readonly BuyerPrice[]> {
  const { api, key, path } = useOrganizationApi();
  const ticket_type_ids = Object.keys(counts)
    .filter((id) => (counts[id] ?? 0) > 0)
    .sort();
  return useQuery({
    queryKey: [...key, "event", eventId, "desk-prices", member_number, currency, ...ticket_type_ids],
    enabled: eventId !== "" && ticket_type_ids.length > 0,
    retry: false,
    placeholderData: (before) => before,
    queryFn: async () => {
      const body = { member_number, ticket_type_ids, ...(currency === "" ? {} : { currency }) };
      const found = await answerOf(
        api.POST(CHECK, { params: { path: { ...path, event_id: eventId } }, body, headers: {} }),
      );
      return found.prices;
    },
  });
}

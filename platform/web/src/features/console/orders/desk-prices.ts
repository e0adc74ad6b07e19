// What tickets cost at the desk: what they are listed at there, and by the price rules of now, for a member too.
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { answerOf } from "../../../api/client";
import { useTicketTypes, type TicketType } from "../events/queries";
import { useOrganizationApi } from "../shell/organization-api";
import { atDesk, type BuyerPrice, type GiveAwayForm } from "./give-away";

const LISTED = "/api/v1/organizations/{organization_id}/events/{event_id}/box-office-prices" as const;
const CHECK = "/api/v1/organizations/{organization_id}/events/{event_id}/check-member-price" as const;

export interface DeskTypes {
  /** Nothing while they are on their way, or do not come. */
  readonly data: readonly TicketType[] | undefined;
  readonly error: Error | null;
  readonly refetch: () => void;
}

/** An event's ticket types at what the desk lists them at; what is given away is as it is stated. */
export function useDeskTypes({ eventId, payment }: Pick<GiveAwayForm, "eventId" | "payment">): DeskTypes {
  const { api, key, path } = useOrganizationApi();
  const types = useTicketTypes(eventId);
  const isListed = payment !== "none" && (types.data ?? []).some((each) => each.has_channel_settings);
  const listed = useQuery({
    queryKey: [...key, "event", eventId, "box-office-prices"],
    enabled: isListed,
    queryFn: async () => (await answerOf(api.GET(LISTED, { params: { path: { ...path, event_id: eventId } } }))).items,
  });
  if (!isListed) return { data: types.data, error: types.error, refetch: () => void types.refetch() };
  const data = listed.data && types.data && atDesk(types.data, listed.data);
  return { data, error: listed.error, refetch: () => void listed.refetch() };
}

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
      const body = { member_number, ticket_type_ids, at_desk: true, ...(currency === "" ? {} : { currency }) };
      const found = await answerOf(
        api.POST(CHECK, { params: { path: { ...path, event_id: eventId } }, body, headers: {} }),
      );
      return found.prices;
    },
  });
}

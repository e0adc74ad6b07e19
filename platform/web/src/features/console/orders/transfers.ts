// Tickets of an order that are offered to somebody else: what is open, making an offer, taking it back.
import { useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { useOrganization } from "../shell/organizations";
import { useOrderAction } from "./order-actions";
import type { Order } from "./queries";

export type Transfer = Schemas["OrdersTransfer"];

export interface Recipient {
  readonly email: string;
  readonly locale: string;
}

const TRANSFER = "/api/v1/organizations/{organization_id}/orders/{order_id}/tickets/{ticket_id}/transfer";

/** The offers that somebody may still accept: ticket → offer. */
export function useOpenTransfers(order: Order): ReadonlyMap<string, Transfer> {
  const query = useTransfers(order);
  return new Map((query.data ?? []).filter(({ state }) => state === "offered").map((each) => [each.ticket_id, each]));
}

function useTransfers(order: Order): UseQueryResult<readonly Transfer[]> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "order", order.id, "transfers"],
    enabled: order.state === "confirmed",
    queryFn: async () =>
      (
        await answerOf(
          api.GET("/api/v1/organizations/{organization_id}/orders/{order_id}/transfers", {
            params: { path: { organization_id: id, order_id: order.id } },
          }),
        )
      ).items,
  });
}

/** Offers a ticket by mail; it stays its holder's until the other one accepts. */
export function useOffer(order: Order, ticketId: string): UseMutationResult<void, Error, Recipient> {
  return useOrderAction(order, (api, { path }, body: Recipient) =>
    api.POST(TRANSFER, { params: { path: { ...path, ticket_id: ticketId } }, body }),
  );
}

export function useWithdrawal(order: Order): UseMutationResult<void, Error, Transfer> {
  return useOrderAction(order, (api, { path }, { ticket_id }: Transfer) =>
    api.DELETE(TRANSFER, { params: { path: { ...path, ticket_id } } }),
  );
}

// How an unpaid order comes to be paid: by which methods, by a link for its buyer, and until when.
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { once } from "../session/connection";
import { useOrganization } from "../shell/organizations";
import { useOrderAction } from "./order-actions";
import { orderKey, type Order } from "./queries";

export type PaymentOptions = Schemas["OrdersWaysToPay"];
export type PaymentMethod = Schemas["OrdersPaymentMethod"];
export type PayLink = Schemas["PaymentLinksLink"];
type NewPayLink = Schemas["PaymentLinkFields"];

const ORDER = "/api/v1/organizations/{organization_id}/orders/{order_id}";

export function usePaymentOptions(orderId: string): UseQueryResult<PaymentOptions> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "order", orderId, "payment-methods"],
    queryFn: () =>
      answerOf(api.GET(`${ORDER}/payment-methods`, { params: { path: { organization_id: id, order_id: orderId } } })),
  });
}

/** The link, with a later time to pay or a mail if that is asked for. */
export function usePayLink(order: Order): UseMutationResult<PayLink, Error, NewPayLink> {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  return useMutation({
    mutationFn: (body) => {
      const params = { path: { organization_id: id, order_id: order.id }, header: { "Idempotency-Key": "" } };
      return answerOf(api.POST(`${ORDER}/payment-link`, { params, body, ...once }));
    },
    onSuccess: () => client.invalidateQueries({ queryKey: orderKey(id, order.id) }),
  });
}

/** Starts a payment that needs nothing but instructions; they are mailed to the buyer. */
export function useInstructions(order: Order): UseMutationResult<void, Error, PaymentMethod> {
  return useOrderAction(order, (api, params, { connection_id, method }: PaymentMethod) =>
    api.POST(`${ORDER}/payment`, {
      params: { ...params, header: { "Idempotency-Key": "" } },
      body: { connection_id, method },
      ...once,
    }),
  );
}

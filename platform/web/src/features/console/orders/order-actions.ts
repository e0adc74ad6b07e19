// What is done with one order, and what changes by it.
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Api, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { once } from "../session/connection";
import { eventKey } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { useNotify } from "../shell/notifications";
import type { Order, OrderPath } from "./queries";
import { useOrderTexts } from "./texts";

export type RefundPreview = Schemas["Refund_previewsRefundPreview"];
export type Invoice = Schemas["InvoicesInvoice"];
export type Payment = Schemas["PaymentsPayment"];
export type TicketQuote = Schemas["OrdersQuote"];

type Path = { readonly path: OrderPath };

/** Something done with an order; everything that is known of it is asked again afterwards. */
export function useOrderAction<V>(
  order: { readonly id: string },
  act: (api: Api, params: Path, given: V) => Promise<unknown>,
): UseMutationResult<void, Error, V> {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  return useMutation({
    mutationFn: async (given) => {
      await act(api, { path: { organization_id: id, order_id: order.id } }, given);
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: [id, "order", order.id] });
      for (const list of ["orders", "attendees", "attendee"]) void client.invalidateQueries({ queryKey: [id, list] });
    },
  });
}

/** Says that a correction is saved; the next step is one press away. */
export function useSaved(order: { readonly id: string }): () => void {
  const t = useOrderTexts();
  const notify = useNotify();
  const { may } = useOrganization();
  const resending = useOrderAction(order, (api, params) =>
    api.POST("/api/v1/organizations/{organization_id}/orders/{order_id}/resend-tickets", { params }),
  );
  const resend = (): void =>
    resending.mutate(undefined, {
      onSuccess: () => notify(t("act.resendDone")),
      onError: () => notify({ text: t("act.resendFailed"), kind: "bad" }),
    });
  return () =>
    notify({
      text: t("correct.saved"),
      ...(may("notifications.send") ? { action: { label: t("act.resend"), onPress: resend } } : {}),
    });
}

export interface Refund {
  /** Minor units; null is everything that is left. */
  readonly amount: number | null;
  readonly reason: string;
  readonly token: string;
}

export function useRefund(order: Order): UseMutationResult<void, Error, Refund> {
  return useOrderAction(order, (api, params, { amount, reason, token }: Refund) =>
    api.POST("/api/v1/organizations/{organization_id}/orders/{order_id}/refunds", {
      params: { ...params, header: { "Idempotency-Key": "" } },
      body: { amount_minor: amount, reason, preview_token: token },
      ...once,
    }),
  );
}

/** What a refund would do; asked again with each amount. */
export function useRefundPreview(order: Order, amount: number | null, isAsked: boolean): UseQueryResult<RefundPreview> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "order", order.id, "refund-preview", amount],
    enabled: isAsked,
    staleTime: 0,
    gcTime: 0,
    placeholderData: (before) => before,
    queryFn: () =>
      answerOf(
        api.POST("/api/v1/organizations/{organization_id}/orders/{order_id}/refunds/preview", {
          params: { path: { organization_id: id, order_id: order.id } },
          body: { amount_minor: amount, reason: "" },
        }),
      ),
  });
}

/** Whether the event's buyers were asked, when it was called off or put off, if they want their money back. */
export function useReturnOffer({ event_id, state }: Order): boolean {
  const api = useApi();
  const { id, may } = useOrganization();
  const query = useQuery({
    queryKey: [...eventKey(id, event_id), "order-actions"],
    enabled: state === "confirmed" && may("events.read") && may("orders.edit"),
    queryFn: async () =>
      (
        await answerOf(
          api.GET("/api/v1/organizations/{organization_id}/events/{event_id}/order-actions", {
            params: { path: { organization_id: id, event_id } },
          }),
        )
      ).items,
  });
  return state === "confirmed" && query.data?.[0]?.orders === "ask";
}

/** Gives the order back as its buyer could by themselves; asked twice it changes nothing. */
export function useReturn(order: Order): UseMutationResult<void, Error, void> {
  return useOrderAction(order, (api, params) =>
    api.POST("/api/v1/organizations/{organization_id}/orders/{order_id}/return", { params, ...once }),
  );
}

const CANCELLATION = "/api/v1/organizations/{organization_id}/orders/{order_id}/cancellation";

/** What cancelling a ticket brings now; those that go with it are named in the answer. */
export function useTicketQuote(order: Order, ticketId: string): UseQueryResult<TicketQuote> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "ticket-quote", order.id, ticketId],
    staleTime: 0,
    gcTime: 0,
    queryFn: () =>
      answerOf(
        api.GET(CANCELLATION, {
          params: { path: { organization_id: id, order_id: order.id }, query: { ticket_id: [ticketId] } },
        }),
      ),
  });
}

/** Cancels what was quoted, for exactly the amount that was shown. */
export function useTicketCancel(order: Order): UseMutationResult<void, Error, TicketQuote> {
  return useOrderAction(order, (api, params, { ticket_ids, amount_minor }: TicketQuote) =>
    api.POST(CANCELLATION, {
      params: { ...params, header: { "Idempotency-Key": "" } },
      body: { ticket_ids, amount_minor },
      ...once,
    }),
  );
}

export function useInvoices(orderId: string): UseQueryResult<readonly Invoice[]> {
  const api = useApi();
  const { id, may } = useOrganization();
  return useQuery({
    queryKey: [id, "order", orderId, "invoices"],
    enabled: may("invoices.read"),
    queryFn: async () =>
      (
        await answerOf(
          api.GET("/api/v1/organizations/{organization_id}/orders/{order_id}/invoices", {
            params: { path: { organization_id: id, order_id: orderId } },
          }),
        )
      ).items,
  });
}

export function usePayments(orderId: string): UseQueryResult<readonly Payment[]> {
  const api = useApi();
  const { id, may } = useOrganization();
  return useQuery({
    queryKey: [id, "order", orderId, "payments"],
    enabled: may("payments.read"),
    queryFn: async () =>
      (
        await answerOf(
          api.GET("/api/v1/organizations/{organization_id}/payments", {
            params: { path: { organization_id: id }, query: { reference: orderId } },
          }),
        )
      ).items,
  });
}

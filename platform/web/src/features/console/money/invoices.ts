// What the views of invoices ask of the API: documents, who is billed, and who sells.
import type { InfiniteData, UseInfiniteQueryResult, UseMutationResult, UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import type { operations } from "../../../api/schema";
import { useDownload } from "../parts/download";
import { useMoney, useMoneyList } from "./queries";

export type Invoice = Schemas["InvoicesInvoice"];
export type Billing = Schemas["InvoicesBilling"];
export type SellerSettings = Schemas["InvoicesSettings"];
export type InvoiceFilter = Omit<NonNullable<operations["listInvoices"]["parameters"]["query"]>, "cursor" | "limit">;

const BASE = "/api/v1/organizations/{organization_id}";

export function useInvoices(
  filter: InvoiceFilter,
): UseInfiniteQueryResult<InfiniteData<{ items: readonly Invoice[]; next_cursor: string | null }>> {
  return useMoneyList(["invoices", filter], (api, id, page) =>
    answerOf(api.GET(`${BASE}/invoices`, { params: { path: { organization_id: id }, query: { ...filter, ...page } } })),
  );
}

export function useInvoicePdf(): UseMutationResult<void, Error, string> {
  return useDownload((api, id, invoiceId: string) =>
    api.GET(`${BASE}/invoices/{invoice_id}.pdf`, {
      params: { path: { organization_id: id, invoice_id: invoiceId } },
      parseAs: "blob",
    }),
  );
}

/** The same for who sees the documents of this order's event only. */
export function useOrderInvoicePdf(orderId: string): UseMutationResult<void, Error, string> {
  return useDownload((api, id, invoiceId: string) =>
    api.GET(`${BASE}/orders/{order_id}/invoices/{invoice_id}.pdf`, {
      params: { path: { organization_id: id, order_id: orderId, invoice_id: invoiceId } },
      parseAs: "blob",
    }),
  );
}

export function useBilling(orderId: string): UseQueryResult<Billing> {
  return useMoney(["billing", orderId], (api, id) =>
    answerOf(
      api.GET(`${BASE}/orders/{order_id}/billing`, { params: { path: { organization_id: id, order_id: orderId } } }),
    ),
  );
}

export function useInvoicesOfOrder(orderId: string): UseQueryResult<readonly Invoice[]> {
  return useMoney(["invoices-of", orderId], async (api, id) => {
    const params = { path: { organization_id: id, order_id: orderId } };
    return (await answerOf(api.GET(`${BASE}/orders/{order_id}/invoices`, { params }))).items;
  });
}

export function useSellerSettings(): UseQueryResult<SellerSettings> {
  return useMoney(["invoice-settings"], (api, id) =>
    answerOf(api.GET(`${BASE}/invoice-settings`, { params: { path: { organization_id: id } } })),
  );
}

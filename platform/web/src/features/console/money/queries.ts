// What the views of payments and disputes ask of the API, and the keys under which the answers are kept.
import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Api, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { useOrganization } from "../shell/organizations";
import type { PaymentFilter } from "./payment-filter";

export type Payment = Schemas["PaymentsPayment"];
export type PaymentDetails = Schemas["PaymentsPaymentDetails"];
export type Refund = Schemas["PaymentsRefund"];
export type Delivery = Schemas["PaymentsDelivery"];
export type Dispute = Schemas["PaymentsDispute"];
export type DisputeState = Dispute["state"];
export type LedgerEntry = Schemas["PaymentsLedgerEntry"];
export type LedgerPage = Schemas["PaymentsLedgerPage"];
export type Connection = Schemas["ConnectionsConnection"];
type Paged<T> = { readonly items: readonly T[]; readonly next_cursor: string | null };

const PAGE = 50;
const FEW = 20;
const FRESH = 60_000;
/** Everything here that a change of money may change. */
const MONEY = "money";

/** The rows of a long list that came so far. */
export function rowsOf<T>(query: { readonly data?: InfiniteData<Paged<T>> | undefined }): readonly T[] {
  return query.data?.pages.flatMap((page) => page.items) ?? [];
}

/** A list that comes in pages, as one scrolls. */
export function useMoneyList<T>(
  name: readonly unknown[],
  ask: (api: Api, organizationId: string, cursor: { cursor?: string; limit: number }) => Promise<Paged<T>>,
): UseInfiniteQueryResult<InfiniteData<Paged<T>>> {
  const api = useApi();
  const { id } = useOrganization();
  return useInfiniteQuery({
    queryKey: [id, MONEY, ...name],
    initialPageParam: "",
    placeholderData: (before) => before,
    getNextPageParam: (page: Paged<T>) => page.next_cursor,
    queryFn: ({ pageParam }) => ask(api, id, { limit: PAGE, ...(pageParam === "" ? {} : { cursor: pageParam }) }),
  });
}

/** Something of the organization's money, by its path. */
export function useMoney<T>(
  name: readonly unknown[],
  ask: (api: Api, organizationId: string) => Promise<T>,
  options: { readonly enabled?: boolean; readonly staleTime?: number } = {},
): UseQueryResult<T> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({ queryKey: [id, MONEY, ...name], queryFn: () => ask(api, id), ...options });
}

/** Something done with money; what is known of it, and of orders, is asked again afterwards. */
export function useMoneyChange<V, T = unknown>(
  act: (api: Api, organizationId: string, given: V) => Promise<T>,
): UseMutationResult<T, Error, V> {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  return useMutation({
    mutationFn: (given) => act(api, id, given),
    onSuccess: () => {
      for (const name of [MONEY, "order", "orders", "bank-lines"])
        void client.invalidateQueries({ queryKey: [id, name] });
    },
  });
}

export function usePayments(filter: PaymentFilter): UseInfiniteQueryResult<InfiniteData<Paged<Payment>>> {
  return useMoneyList(["payments", filter], (api, id, page) =>
    answerOf(
      api.GET("/api/v1/organizations/{organization_id}/payments", {
        params: { path: { organization_id: id }, query: { ...filter, ...page } },
      }),
    ),
  );
}

export function usePayment(paymentId: string): UseQueryResult<PaymentDetails> {
  return useMoney(["payment", paymentId], (api, id) =>
    answerOf(
      api.GET("/api/v1/organizations/{organization_id}/payments/{payment_id}", {
        params: { path: { organization_id: id, payment_id: paymentId } },
      }),
    ),
  );
}

/** The books, all or of one payment; empty asks for all. */
export function useLedger(paymentId: string): UseInfiniteQueryResult<InfiniteData<LedgerPage>> {
  return useMoneyList(["ledger", paymentId], (api, id, page) =>
    answerOf(
      api.GET("/api/v1/organizations/{organization_id}/ledger", {
        params: {
          path: { organization_id: id },
          query: { ...page, ...(paymentId === "" ? {} : { payment_id: paymentId }) },
        },
      }),
    ),
  ) as UseInfiniteQueryResult<InfiniteData<LedgerPage>>;
}

export function useDeliveries(paymentId: string): UseQueryResult<readonly Delivery[]> {
  return useMoney(["deliveries", paymentId], async (api, id) => {
    const query = { payment_id: paymentId, limit: FEW };
    const params = { path: { organization_id: id }, query };
    return (await answerOf(api.GET("/api/v1/organizations/{organization_id}/payment-deliveries", { params }))).items;
  });
}

export function useDisputes(state: DisputeState | null): UseInfiniteQueryResult<InfiniteData<Paged<Dispute>>> {
  return useMoneyList(["disputes", state], (api, id, page) =>
    answerOf(
      api.GET("/api/v1/organizations/{organization_id}/payment-disputes", {
        params: { path: { organization_id: id }, query: { ...page, ...(state === null ? {} : { state }) } },
      }),
    ),
  );
}

/** How many payments wait for a decision: one page at most. */
export function useHeldPayments(): UseQueryResult<readonly Payment[]> {
  return useMoney(["payments", "held"], async (api, id) => {
    const params = { path: { organization_id: id }, query: { is_held: true, limit: FEW } };
    return (await answerOf(api.GET("/api/v1/organizations/{organization_id}/payments", { params }))).items;
  });
}

/** The connections that payments go through; none for who may not see them. */
export function usePaymentConnections(): readonly Connection[] {
  return useKnownConnections() ?? [];
}

/** The same; undefined as long as they are not known. */
export function useKnownConnections(): readonly Connection[] | undefined {
  const { may } = useOrganization();
  const found = useMoney(
    ["connections"],
    async (api, id) => {
      const params = { path: { organization_id: id }, query: { kind: "payments" as const } };
      return (await answerOf(api.GET("/api/v1/organizations/{organization_id}/connections", { params }))).items;
    },
    { enabled: may("connections.read"), staleTime: FRESH },
  );
  return found.isError || !may("connections.read") ? [] : found.data;
}

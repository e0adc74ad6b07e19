// What the lists of orders and attendees ask of the API, and the keys under which the answers are kept.
import {
  useInfiniteQuery,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Api, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { useOwnOrganization } from "../shell/organization-api";
import { useOrganization } from "../shell/organizations";
import type { OrderFilter, OrderSort } from "./list-filter";

export type FoundOrder = Schemas["Order_searchFoundOrder"];
export type FoundOrderPage = Schemas["Order_searchFoundOrderPage"];
export type Count = Schemas["OrderSearchCount"];
/** An order, and the version of it that was seen. */
export interface Order extends Readonly<Schemas["OrdersOrder"]> {
  readonly etag: string;
}
type TagsOfOrder = Schemas["Order_notesTagsOfOrder"];
export type OrderTag = Schemas["Order_notesOrderTag"];

const PAGE = 50;
const FRESH = 60_000;

export function useOrders(filter: OrderFilter, sort: OrderSort): UseInfiniteQueryResult<InfiniteData<FoundOrderPage>> {
  const api = useApi();
  const { id } = useOrganization();
  return useInfiniteQuery({
    queryKey: [id, "orders", "list", filter, sort],
    initialPageParam: "",
    placeholderData: (before) => before,
    getNextPageParam: (page: FoundOrderPage) => page.next_cursor,
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/orders/search", {
          signal,
          params: {
            path: { organization_id: id },
            query: { ...filter, sort, limit: PAGE, ...(pageParam === "" ? {} : { cursor: pageParam }) },
          },
        }),
      ),
  });
}

/** Asked once the rows are there: they are what is waited for. */
export function useOrderCount(filter: OrderFilter, areRowsThere: boolean): UseQueryResult<Count> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "orders", "count", filter],
    enabled: areRowsThere,
    placeholderData: (before) => before,
    queryFn: () =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/orders/search/count", {
          params: { path: { organization_id: id }, query: filter },
        }),
      ),
  });
}

export function useOrderTags(): UseQueryResult<readonly OrderTag[]> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "order-tags"],
    staleTime: FRESH,
    queryFn: async () =>
      (
        await answerOf(
          api.GET("/api/v1/organizations/{organization_id}/order-tags", {
            params: { path: { organization_id: id } },
          }),
        )
      ).items,
  });
}

/** The currency in which most of the organization's amounts are. */
export function useUsualCurrency(): string {
  const organization = useOwnOrganization();
  return organization.data?.currency ?? "EUR";
}

export function orderKey(organizationId: string, orderId: string): readonly string[] {
  return [organizationId, "order", orderId];
}

export function useOrder(orderId: string): UseQueryResult<Order> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: orderKey(id, orderId),
    enabled: orderId !== "",
    queryFn: () => readOrder(api, { organization_id: id, order_id: orderId }),
  });
}

export interface OrderPath {
  readonly organization_id: string;
  readonly order_id: string;
}

export async function readOrder(api: Api, path: OrderPath): Promise<Order> {
  return seen(await api.GET("/api/v1/organizations/{organization_id}/orders/{order_id}", { params: { path } }));
}

/** The order of an answer, with its version. */
export function seen({ data, response }: { data?: Schemas["OrdersOrder"]; response: Response }): Order {
  return { ...(data as Schemas["OrdersOrder"]), etag: response.headers.get("ETag") ?? "" };
}

/** The header of a change that must not overwrite somebody else's. */
export function guarded({ etag }: Order): Readonly<Record<string, string>> {
  return etag === "" ? {} : { "If-Match": etag };
}

/** What the team tags and writes notes on: an order, or one of its attendees. */
export interface Subject {
  readonly orderId: string;
  readonly attendeeId: string | null;
}

/** The ids of the tags of an order, or of one of its attendees. */
export function useTagsOf({ orderId, attendeeId }: Subject): UseQueryResult<readonly string[]> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "order", orderId, "tags"],
    select: ({ tag_ids, attendees }: TagsOfOrder) =>
      attendeeId === null ? tag_ids : (attendees.find((each) => each.attendee_id === attendeeId)?.tag_ids ?? []),
    queryFn: () =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/orders/{order_id}/tags", {
          params: { path: { organization_id: id, order_id: orderId } },
        }),
      ),
  });
}

// What the views of discounts ask of the API, and what they change there.
import { useMutation, type UseMutationResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { usePaged, type Paged } from "../parts/paged";
import { ifMatch } from "../session/connection";
import { useOrganizationApi } from "../shell/organization-api";

export type Discount = Schemas["DiscountsDiscount"];
export type DiscountChanges = Schemas["DiscountsDiscountChanges"];

const DISCOUNTS = "/api/v1/organizations/{organization_id}/discounts";
const DISCOUNT = "/api/v1/organizations/{organization_id}/discounts/{discount_id}";

export interface DiscountFilter {
  /** Null: those that count at every event. */
  readonly eventId: string | null;
  readonly text: string;
  readonly isArchived: boolean;
}

/** The newest first; of an event, with those of the whole organization. */
export function useDiscounts({ eventId, text, isArchived }: DiscountFilter): Paged<Discount> {
  const { api, id, path } = useOrganizationApi();
  const scope = eventId === null ? { shared: true } : { event_id: eventId };
  const more = { ...(text === "" ? {} : { q: text }), ...(isArchived ? { state: "archived" as const } : {}) };
  return usePaged([id, "discounts", eventId, text, isArchived], (place) =>
    answerOf(api.GET(DISCOUNTS, { params: { path, query: { ...scope, ...more, ...place } } })),
  );
}

export function useFetchDiscount(): (id: string) => Promise<Discount> {
  const { api, path } = useOrganizationApi();
  return (discount_id) => answerOf(api.GET(DISCOUNT, { params: { path: { ...path, discount_id } } }));
}

export interface DiscountSaved {
  /** The version that is changed; null makes a discount. */
  readonly over: Discount | null;
  readonly body: DiscountChanges | Schemas["DiscountsDiscountFields"];
}

export function useSaveDiscount(): UseMutationResult<Discount, Error, DiscountSaved> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: ({ over, body }) =>
      over === null
        ? answerOf(api.POST(DISCOUNTS, { params: { path }, body: body as Schemas["DiscountsDiscountFields"] }))
        : answerOf(
            api.PATCH(DISCOUNT, { params: { path: { ...path, discount_id: over.id } }, body, headers: ifMatch(over) }),
          ),
    onSettled: () => refresh("discounts"),
  });
}

export function useDeleteDiscount(): UseMutationResult<unknown, Error, Discount> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: (discount) =>
      api.DELETE(DISCOUNT, {
        params: { path: { ...path, discount_id: discount.id } },
        headers: ifMatch(discount),
      }),
    onSettled: () => refresh("discounts"),
  });
}

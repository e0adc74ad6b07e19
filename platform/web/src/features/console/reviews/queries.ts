// Orders under review, how many there are, deciding about one or many, and until when.
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { usePaged, type Paged } from "../parts/paged";
import { useApi } from "../session/api";
import { ifMatch, once } from "../session/connection";
import { EVENT, useEventApi } from "../shell/event-api";
import { useOrganization } from "../shell/organizations";

export type OrderReview = Schemas["OrderReview"];
export type Reason = OrderReview["reasons"][number];
export type Figures = Schemas["OrderReviewFigures"];
export type Settings = Schemas["ReviewSettings"];
export type SettingsFields = Schemas["ReviewSettingsFields"];
export type Verdict = "approve" | "refuse";
type Job = Schemas["JobsJob"];

export const STATES = ["waiting", "approved", "refused", "cancelled", "lapsed"] as const;
export type State = (typeof STATES)[number];

const REVIEW = "/api/v1/organizations/{organization_id}/orders/{order_id}/review";
const MANY = "/api/v1/organizations/{organization_id}/bulk-actions";
const SETTINGS = `${EVENT}/review-settings` as const;

export function useReviews(eventId: string, state: State): Paged<OrderReview> {
  const api = useApi();
  const { id } = useOrganization();
  return usePaged<OrderReview>([id, "reviews", eventId, state], (place) =>
    answerOf(
      api.GET(`${EVENT}/order-reviews`, {
        params: { path: { organization_id: id, event_id: eventId }, query: { ...place, state } },
      }),
    ),
  );
}

/** Why an order is held, with the buyer's other orders; an error where nothing holds it. */
export function useReview(orderId: string, isAsked: boolean): UseQueryResult<OrderReview> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "order", orderId, "review"],
    queryFn: () => answerOf(api.GET(REVIEW, { params: { path: { organization_id: id, order_id: orderId } } })),
    enabled: isAsked,
  });
}

export function useFigures(eventId: string): UseQueryResult<Figures> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "reviews", eventId, "figures"],
    queryFn: () =>
      answerOf(
        api.GET(`${EVENT}/order-review-figures`, {
          params: { path: { organization_id: id, event_id: eventId } },
        }),
      ),
  });
}

export interface Decided {
  readonly verdict: Verdict;
  readonly orderIds: readonly string[];
  readonly reason: string;
  readonly message: string;
}

/** One is decided at once, many by a job: then it is the answer. */
export function useDecision(): UseMutationResult<Job | null, Error, Decided> {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  return useMutation({
    mutationFn: async ({ verdict, orderIds, reason, message }) => {
      const [first = ""] = orderIds;
      if (orderIds.length > 1) {
        const params = { path: { organization_id: id }, header: { "Idempotency-Key": "" } };
        const order_ids = [...orderIds];
        return answerOf(
          verdict === "approve"
            ? api.POST(`${MANY}/approve-order-reviews`, { params, body: { order_ids, reason }, ...once })
            : api.POST(`${MANY}/refuse-order-reviews`, { params, body: { order_ids, reason, message }, ...once }),
        );
      }
      const params = { path: { organization_id: id, order_id: first } };
      await answerOf(
        verdict === "approve"
          ? api.POST(`${REVIEW}/approve`, { params, body: { reason }, ...once })
          : api.POST(`${REVIEW}/refuse`, { params, body: { reason, message }, ...once }),
      );
      return null;
    },
    // Refused or not: a colleague may have been faster.
    onSettled: () => {
      for (const known of ["reviews", "order", "orders", "attendees", "jobs"])
        void client.invalidateQueries({ queryKey: [id, known] });
    },
  });
}

export function useFetchSettings(): () => Promise<Settings> {
  const { api, path } = useEventApi();
  return () => answerOf(api.GET(SETTINGS, { params: { path } }));
}

export function useSettings(): UseQueryResult<Settings> {
  const { key } = useEventApi();
  const fetchSettings = useFetchSettings();
  return useQuery({ queryKey: [...key, "review-settings"], queryFn: fetchSettings });
}

export interface SettingsSaved {
  readonly over: Settings;
  readonly body: SettingsFields;
}

export function useSaveSettings(): UseMutationResult<Settings, Error, SettingsSaved> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ over, body }) => answerOf(api.PUT(SETTINGS, { params: { path }, body, headers: ifMatch(over) })),
    onSettled: () => refresh("review-settings"),
  });
}

// Applications of an event, how many there are, and deciding about one or many.
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
import { once } from "../session/connection";
import { useOrganization } from "../shell/organizations";

export type Application = Schemas["ApplicationsApplication"];
export type Figures = Schemas["ApplicationsApplicationFigures"];
export type Verdict = "approve" | "deny";
type Job = Schemas["JobsJob"];

export const STATES = ["waiting", "approved", "denied", "cancelled", "lapsed"] as const;
export type State = (typeof STATES)[number];

const ORDERS = "/api/v1/organizations/{organization_id}/orders/{order_id}/application";
const MANY = "/api/v1/organizations/{organization_id}/bulk-actions";

export function useApplications(eventId: string, state: State): Paged<Application> {
  const api = useApi();
  const { id } = useOrganization();
  return usePaged<Application>([id, "applications", eventId, state], (place) =>
    answerOf(
      api.GET("/api/v1/organizations/{organization_id}/events/{event_id}/applications", {
        params: { path: { organization_id: id, event_id: eventId }, query: { ...place, state } },
      }),
    ),
  );
}

/** The application that an order began with. */
export function useApplication(orderId: string): UseQueryResult<Application> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "order", orderId, "application"],
    queryFn: () => answerOf(api.GET(ORDERS, { params: { path: { organization_id: id, order_id: orderId } } })),
  });
}

export function useFigures(eventId: string): UseQueryResult<Figures> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "applications", eventId, "figures"],
    queryFn: () =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/events/{event_id}/application-figures", {
          params: { path: { organization_id: id, event_id: eventId } },
        }),
      ),
  });
}

export interface Decided {
  readonly verdict: Verdict;
  readonly orderIds: readonly string[];
  readonly message: string;
}

/** One is decided at once, many by a job: then it is the answer. */
export function useDecision(): UseMutationResult<Job | null, Error, Decided> {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  return useMutation({
    mutationFn: async ({ verdict, orderIds, message }) => {
      const [first = ""] = orderIds;
      if (orderIds.length > 1) {
        const params = { path: { organization_id: id }, header: { "Idempotency-Key": "" } };
        const body = { order_ids: [...orderIds], message };
        return answerOf(
          verdict === "approve"
            ? api.POST(`${MANY}/approve-applications`, { params, body, ...once })
            : api.POST(`${MANY}/deny-applications`, { params, body, ...once }),
        );
      }
      const params = { path: { organization_id: id, order_id: first } };
      const body = { message };
      await answerOf(
        verdict === "approve"
          ? api.POST(`${ORDERS}/approve`, { params, body, ...once })
          : api.POST(`${ORDERS}/deny`, { params, body, ...once }),
      );
      return null;
    },
    // Refused or not: a colleague may have been faster.
    onSettled: () => {
      for (const known of ["applications", "order", "orders", "attendees", "jobs"])
        void client.invalidateQueries({ queryKey: [id, known] });
    },
  });
}

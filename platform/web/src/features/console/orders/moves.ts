// Tickets that become another ticket type of their event: what it would do, done to one order or to many.
import { useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { once } from "../session/connection";
import { useOrganization } from "../shell/organizations";
import { useStartJob, type Chosen, type Job } from "./bulk";
import { useOrderAction } from "./order-actions";
import type { Order } from "./queries";

export type OrderMove = Schemas["Order_movesOrderMove"];
type NewMove = Schemas["NewOrderMove"];

export interface MoveForm {
  readonly from: string;
  readonly to: string;
  readonly waives: boolean;
  readonly reason: string;
  readonly mails: boolean;
}

export const NO_MOVE: MoveForm = { from: "", to: "", waives: false, reason: "", mails: true };

const FIELDS: Readonly<Record<string, keyof MoveForm>> = {
  "/from_ticket_type_id": "from",
  "/to_ticket_type_id": "to",
  "/reason": "reason",
};

/** The field that a pointer of the API means. */
export const moveFieldOf = (pointer: string): keyof MoveForm | null => FIELDS[pointer] ?? null;

/** What is missing before anything is sent. */
export function missingFields({ from, to, waives, reason }: MoveForm): readonly (keyof MoveForm)[] {
  return [
    ...(from === "" ? (["from"] as const) : []),
    ...(to === "" ? (["to"] as const) : []),
    ...(waives && reason.trim() === "" ? (["reason"] as const) : []),
  ];
}

export function moveBody({ from, to, waives, reason, mails }: MoveForm): NewMove {
  return {
    from_ticket_type_id: from,
    to_ticket_type_id: to,
    waives_difference: waives,
    reason: reason.trim(),
    sends_mail: mails,
  };
}

const MOVE = "/api/v1/organizations/{organization_id}/orders/{order_id}/move";

/** What the move would do; asked once both types are chosen. */
export function useMovePreview(order: Order, { from, to }: MoveForm): UseQueryResult<OrderMove> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "order", order.id, "move", from, to],
    enabled: from !== "" && to !== "",
    staleTime: 0,
    gcTime: 0,
    queryFn: () =>
      answerOf(
        api.POST(`${MOVE}/preview`, {
          params: { path: { organization_id: id, order_id: order.id } },
          body: moveBody({ ...NO_MOVE, from, to }),
        }),
      ),
  });
}

export function useMove(order: Order): UseMutationResult<void, Error, MoveForm> {
  return useOrderAction(order, (api, params, form: MoveForm) =>
    api.POST(MOVE, { params: { ...params, header: { "Idempotency-Key": "" } }, body: moveBody(form), ...once }),
  );
}

/** Moves each of the chosen orders by itself, as a job. */
export function useBulkMove(chosen: Chosen): UseMutationResult<Job, Error, MoveForm> {
  return useStartJob((api, organization_id, form: MoveForm) =>
    answerOf(
      api.POST("/api/v1/organizations/{organization_id}/bulk-actions/move-orders", {
        params: { path: { organization_id }, header: { "Idempotency-Key": "" } },
        body: { ...chosen, ...moveBody(form) },
        ...once,
      }),
    ),
  );
}

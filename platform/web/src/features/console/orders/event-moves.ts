// Orders that go to another event: what becomes of their ticket types, what it would do, done to one or to many.
import { useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { once } from "../session/connection";
import { useOrganization } from "../shell/organizations";
import { useStartJob, type Chosen, type Job } from "./bulk";
import { useOrderAction } from "./order-actions";
import type { Order } from "./queries";

export type EventMove = Schemas["Order_movesOrderEventMove"];
type NewEventMove = Schemas["NewOrderEventMove"];

/** A ticket type by its id and name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Ticket type of the order → ticket type of the other event, empty for none. */
export type TypeChoice = Readonly<Record<string, string>>;

export interface EventMoveForm {
  readonly eventId: string;
  /** What was chosen by hand. */
  readonly types: TypeChoice;
  readonly waives: boolean;
  readonly reason: string;
  readonly mails: boolean;
}

export const NO_EVENT_MOVE: EventMoveForm = { eventId: "", types: {}, waives: false, reason: "", mails: true };

/** The field that a pointer of the API means. */
export function eventMoveFieldOf(pointer: string): keyof EventMoveForm | null {
  if (pointer.startsWith("/ticket_types")) return "types";
  return pointer === "/event_id" ? "eventId" : pointer === "/reason" ? "reason" : null;
}

/** What each ticket type becomes: what was chosen, else the one of the same name. */
export function matchedTypes(from: readonly Named[], there: readonly Named[], chosen: TypeChoice): TypeChoice {
  const known = new Set(there.map(({ id }) => id));
  return Object.fromEntries(
    from.map(({ id, name }) => {
      const by = chosen[id];
      const same = there.find((each) => each.name === name)?.id ?? "";
      return [id, by === undefined || !(by === "" || known.has(by)) ? same : by];
    }),
  );
}

/** What is missing before anything is sent; of many orders not every ticket type has to go. */
export function missingEventFields(
  { eventId, waives, reason }: EventMoveForm,
  types: TypeChoice,
  isOne: boolean,
): readonly (keyof EventMoveForm)[] {
  const chosen = Object.values(types).filter((to) => to !== "").length;
  const needed = isOne ? Object.keys(types).length : 1;
  return [
    ...(eventId === "" ? (["eventId"] as const) : []),
    ...(eventId !== "" && (chosen === 0 || chosen < needed) ? (["types"] as const) : []),
    ...(waives && reason.trim() === "" ? (["reason"] as const) : []),
  ];
}

export function eventMoveBody({ eventId, waives, reason, mails }: EventMoveForm, types: TypeChoice): NewEventMove {
  return {
    event_id: eventId,
    ticket_types: Object.entries(types)
      .filter(([, to]) => to !== "")
      .map(([from, to]) => ({ from_ticket_type_id: from, to_ticket_type_id: to })),
    waives_difference: waives,
    reason: reason.trim(),
    sends_mail: mails,
  };
}

const MOVE = "/api/v1/organizations/{organization_id}/orders/{order_id}/move-to-event";

/** What the move would do; asked once every ticket type has its own in the other event. */
export function useEventMovePreview(order: Order, eventId: string, types: TypeChoice): UseQueryResult<EventMove> {
  const api = useApi();
  const { id } = useOrganization();
  const chosen = Object.values(types);
  return useQuery({
    queryKey: [id, "order", order.id, "move-to-event", eventId, types],
    enabled: eventId !== "" && chosen.length > 0 && chosen.every((to) => to !== ""),
    staleTime: 0,
    gcTime: 0,
    queryFn: () =>
      answerOf(
        api.POST(`${MOVE}/preview`, {
          params: { path: { organization_id: id, order_id: order.id } },
          body: eventMoveBody({ ...NO_EVENT_MOVE, eventId }, types),
        }),
      ),
  });
}

export function useEventMove(order: Order): UseMutationResult<void, Error, NewEventMove> {
  return useOrderAction(order, (api, params, body: NewEventMove) =>
    api.POST(MOVE, { params: { ...params, header: { "Idempotency-Key": "" } }, body, ...once }),
  );
}

/** Moves each of the chosen orders by itself, as a job. */
export function useBulkEventMove(chosen: Chosen): UseMutationResult<Job, Error, NewEventMove> {
  return useStartJob((api, organization_id, body: NewEventMove) =>
    answerOf(
      api.POST("/api/v1/organizations/{organization_id}/bulk-actions/move-orders-to-event", {
        params: { path: { organization_id }, header: { "Idempotency-Key": "" } },
        body: { ...chosen, ...body },
        ...once,
      }),
    ),
  );
}

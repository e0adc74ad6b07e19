// The life of an event: which steps it can take from where it stands, and who may take them.
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { EVENT, useEventApi } from "../shell/event-api";
import { eventKey, type Event } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { useApi } from "../session/api";
import { once } from "../session/connection";

export type Step = "submit" | "send-back" | "publish" | "unpublish" | "cancel" | "postpone" | "archive" | "restore";
/** Into the bin, and out of it for good. */
export type Removal = "delete" | "purge";
export type OrderAction = Schemas["EventsOrderAction"];
export type OrderHandling = OrderAction["orders"];

/** In these states visitors can open its page. */
export const SHOWN_TO_ALL: readonly Event["state"][] = ["published", "live", "ended", "postponed", "cancelled"];

const POSSIBLE: Readonly<Record<Event["state"], readonly (Step | Removal)[]>> = {
  // The check list offers to ask for a review.
  draft: ["archive", "delete"],
  review: ["send-back", "archive", "delete"],
  published: ["unpublish", "postpone", "cancel"],
  live: ["cancel"],
  postponed: ["publish", "cancel", "archive"],
  cancelled: ["archive", "delete"],
  ended: ["archive"],
  archived: ["restore", "delete"],
  // The page itself offers the way back.
  deleted: ["purge"],
};

/** What this person can do with the event, beside what the page offers by itself. */
export function stepsOf(event: Event, may: (permission: string) => boolean): readonly (Step | Removal)[] {
  return POSSIBLE[event.state].filter((step) => may(step === "purge" ? "events.purge" : "events.publish"));
}

export interface StepTaken {
  readonly step: Step;
  readonly reason?: string;
  /** For cancelling and postponing: what becomes of the orders. */
  readonly orders?: OrderHandling;
}

/** One step of the event's life; the answer is the event as it is then. */
export function useStep(eventId: string): UseMutationResult<Event, Error, StepTaken> {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  const path = { organization_id: id, event_id: eventId };
  return useMutation({
    mutationFn: ({ step, ...body }) =>
      step === "submit"
        ? answerOf(api.POST(`${EVENT}/submit`, { params: { path }, body }))
        : answerOf(api.POST(`${EVENT}/{action}`, { params: { path: { ...path, action: step } }, body, ...once })),
    onSuccess: async (event) => {
      client.setQueryData(eventKey(id, eventId), event);
      await client.invalidateQueries({ queryKey: [id, "events"] });
      await client.invalidateQueries({ queryKey: [...eventKey(id, eventId), "order-actions"] });
    },
  });
}

/** Into the bin, from where it can be restored. */
export function useDeleteEvent(): UseMutationResult<unknown, Error, Event> {
  const { api, client, path, key } = useEventApi();
  return useMutation({
    mutationFn: () => api.DELETE(EVENT, { params: { path } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: key, exact: true });
      await client.invalidateQueries({ queryKey: [path.organization_id, "events"] });
    },
  });
}

/** For good; refused where records of purchases name it. */
export function usePurgeEvent(): UseMutationResult<unknown, Error, Event> {
  const { api, client, path } = useEventApi();
  return useMutation({
    mutationFn: () => api.POST(`${EVENT}/purge`, { params: { path } }),
    onSuccess: () => client.invalidateQueries({ queryKey: [path.organization_id, "events"] }),
  });
}

/** What was decided over the event's orders, the newest first, and how far that has come. */
export function useOrderActions(): UseQueryResult<readonly OrderAction[]> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "order-actions"],
    refetchInterval: ({ state }) => (state.data?.some(({ done_at }) => done_at === null) ? SOON : false),
    queryFn: async () => (await answerOf(api.GET(`${EVENT}/order-actions`, { params: { path } }))).items,
  });
}

const SOON = 5_000;

// What the log of text messages asks of the API.
import {
  useInfiniteQuery,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { useEventIfAny } from "../shell/event";
import { useOrganization } from "../shell/organizations";

export type TextMessage = Schemas["TextMessage"];
export type TextHistory = Schemas["TextHistory"];
type TextPage = Schemas["TextMessagePage"];

export const TEXT_STATES = [
  "sent",
  "queued",
  "sending",
  "failed",
  "unknown",
] as const satisfies readonly TextMessage["state"][];

const PAGE = 50;

/** Newest first; those of the event at hand, where there is one. */
export function useTextMessages(state: TextMessage["state"] | null): UseInfiniteQueryResult<InfiniteData<TextPage>> {
  const api = useApi();
  const { id } = useOrganization();
  const event = useEventIfAny();
  const wanted = {
    ...(event === null ? {} : { event_id: event.id }),
    ...(state === null ? {} : { state }),
  };
  return useInfiniteQuery({
    queryKey: [id, "text-messages", wanted],
    initialPageParam: "",
    placeholderData: (before) => before,
    getNextPageParam: (page: TextPage) => page.next_cursor,
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/text-messages", {
          params: {
            path: { organization_id: id },
            query: { ...wanted, limit: PAGE, ...(pageParam === "" ? {} : { cursor: pageParam }) },
          },
        }),
      ),
  });
}

/** What was tried with a text message and what became of it. */
export function useTextHistory(text: string): UseQueryResult<TextHistory> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "text-messages", text, "history"],
    queryFn: () =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/text-messages/{text_message_id}/history", {
          params: { path: { organization_id: id, text_message_id: text } },
        }),
      ),
  });
}

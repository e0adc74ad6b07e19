// What the log of emails asks of the API, and sending one again.
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
import { answerOf, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { once } from "../session/connection";
import { useEventIfAny } from "../shell/event";
import { useOrganization } from "../shell/organizations";

export type Mail = Schemas["NotificationsMail"];
export type History = Schemas["MailHistory"];
type MailPage = Schemas["NotificationsMailPage"];

export const MAIL_STATES = ["sent", "queued", "sending", "failed"] as const satisfies readonly Mail["state"][];

const PAGE = 50;

/** Newest first; those of the event at hand, where there is one. */
export function useMails(state: Mail["state"] | null, order: string): UseInfiniteQueryResult<InfiniteData<MailPage>> {
  const api = useApi();
  const { id } = useOrganization();
  const event = useEventIfAny();
  const wanted = {
    ...(event === null ? {} : { event_id: event.id }),
    ...(state === null ? {} : { state }),
    ...(order === "" ? {} : { order_id: order }),
  };
  return useInfiniteQuery({
    queryKey: [id, "mails", wanted],
    initialPageParam: "",
    placeholderData: (before) => before,
    getNextPageParam: (page: MailPage) => page.next_cursor,
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/mails", {
          params: {
            path: { organization_id: id },
            query: { ...wanted, limit: PAGE, ...(pageParam === "" ? {} : { cursor: pageParam }) },
          },
        }),
      ),
  });
}

/** What was tried with an email and what became of it. */
export function useMailHistory(mail: string): UseQueryResult<History> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "mails", mail, "history"],
    queryFn: () =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/mails/{mail_id}/history", {
          params: { path: { organization_id: id, mail_id: mail } },
        }),
      ),
  });
}

export function useResend(): UseMutationResult<Mail, Error, Mail> {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  return useMutation({
    mutationFn: (mail) =>
      answerOf(
        api.POST("/api/v1/organizations/{organization_id}/mails/{mail_id}/resend", {
          params: { path: { organization_id: id, mail_id: mail.id }, header: { "Idempotency-Key": "" } },
          ...once,
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: [id, "mails"] }),
  });
}

/** An email about an order can be sent again once its fate is known; a notice to a former address to nobody. */
export function isResendable({ template, state, order_id: order }: Mail): boolean {
  const isFinal = state === "sent" || state === "failed";
  if (template === "certificate-ready") return isFinal;
  return order !== null && isFinal && template.startsWith("order-") && template !== "order-email-corrected";
}

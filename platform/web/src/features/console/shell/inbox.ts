// How much a member has not read, kept up while the console is open.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf } from "../../../api/client";
import { useLive } from "../dashboard/live";
import { useApi } from "../session/api";
import { useOrganizationIfAny } from "./organizations";

const TOPIC = "inbox";
const READ = "organizations.read";
const FRESH = 60_000;
const INBOX = "/api/v1/organizations/{organization_id}/inbox";

/** Zero while it is not known; whoever listens has all who ask told of changes. */
export function useUnread({ listens = false } = {}): number {
  const api = useApi();
  const client = useQueryClient();
  const here = useOrganizationIfAny();
  const id = here?.id ?? "";
  const path = { organization_id: id };
  const isOpen = here?.may(READ) === true;
  useLive<unknown>(
    TOPIC,
    () => answerOf(api.POST(`${INBOX}/stream`, { params: { path } })),
    () => void client.invalidateQueries({ queryKey: [id, "inbox"] }),
    listens && isOpen,
  );
  const { data } = useQuery({
    queryKey: [id, "inbox", "unread"],
    enabled: isOpen,
    staleTime: FRESH,
    queryFn: () => answerOf(api.GET(`${INBOX}/unread`, { params: { path } })),
  });
  return data?.unread ?? 0;
}

// Whether an event sells for money while nothing is connected that buyers could pay through.
import { useQuery } from "@tanstack/react-query";
import { answerOf } from "../../../api/client";
import { useApi } from "../session/api";
import { useOrganization } from "../shell/organizations";
import { useTicketTypes } from "./queries";

/** Where a connection is made; it leads back to the event. */
export function connectPath(eventId: string): string {
  return `settings/connections/new?event=${eventId}`;
}

/** Asks only on behalf of who could connect something. */
export function useNeedsPayments(eventId: string): boolean {
  const api = useApi();
  const { id, may } = useOrganization();
  const types = useTicketTypes(eventId);
  const isPaid = types.data?.some(({ kind, state }) => kind !== "free" && state !== "archived") ?? false;
  const connections = useQuery({
    queryKey: [id, "connections", "payments"],
    enabled: isPaid && may("connections.edit"),
    queryFn: async () =>
      (
        await answerOf(
          api.GET("/api/v1/organizations/{organization_id}/connections", {
            params: { path: { organization_id: id }, query: { kind: "payments" } },
          }),
        )
      ).items,
  });
  return isPaid && connections.data?.every(({ is_used: isUsed }) => !isUsed) === true;
}

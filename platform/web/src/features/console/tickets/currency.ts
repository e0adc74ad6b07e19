// The currency that something new begins with.
import { useQuery } from "@tanstack/react-query";
import { answerOf } from "../../../api/client";
import type { TicketType } from "../events/queries";
import { useApi } from "../session/api";
import { useOrganization } from "../shell/organizations";

const BEFORE_ORGANIZATION = "EUR";

/** What the event sells in; before it sells anything, what its organization does. */
export function useCurrency(types: readonly TicketType[]): string {
  const api = useApi();
  const { id, may } = useOrganization();
  const sold = types.find((type) => type.kind !== "free" && type.state !== "archived")?.currency;
  const organization = useQuery({
    queryKey: [id, "organization"],
    enabled: sold === undefined && may("organizations.read"),
    queryFn: () =>
      answerOf(api.GET("/api/v1/organizations/{organization_id}", { params: { path: { organization_id: id } } })),
  });
  return sold ?? organization.data?.currency ?? BEFORE_ORGANIZATION;
}

// The currency that something new begins with.
import type { TicketType } from "../events/queries";
import { useOwnOrganization } from "../shell/organization-api";

const BEFORE_ORGANIZATION = "EUR";

/** What the event sells in; before it sells anything, what its organization does. */
export function useCurrency(types: readonly TicketType[]): string {
  const sold = types.find((type) => type.kind !== "free" && type.state !== "archived")?.currency;
  const organization = useOwnOrganization({ enabled: sold === undefined });
  return sold ?? organization.data?.currency ?? BEFORE_ORGANIZATION;
}

// The name of a provider where a payment is shown.
import { usePaymentConnections } from "./queries";
import { useMoneyTexts } from "./texts";

/** What the organization calls the connection that a payment went through; empty where that is not known. */
export function useProviderName(): (connectionId: string | null) => string {
  const t = useMoneyTexts();
  const connections = usePaymentConnections();
  return (connectionId) =>
    connectionId === null ? t("provider.team") : (connections.find(({ id }) => id === connectionId)?.name ?? "");
}

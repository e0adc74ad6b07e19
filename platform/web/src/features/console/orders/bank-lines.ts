// Money that came in at the bank, and of which nobody has said yet what it is for.
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { useOrganization } from "../shell/organizations";
import { usePayments, type Payment } from "./order-actions";

export type BankLine = Schemas["AccountingStatementLine"];

const PAGE = 100;

/** The newest of a connection; empty asks nothing. */
export function useOpenLines(connectionId: string): UseQueryResult<readonly BankLine[]> {
  const api = useApi();
  const { id, may } = useOrganization();
  return useQuery({
    queryKey: [id, "bank-lines", connectionId],
    enabled: connectionId !== "" && may("accounting.import"),
    queryFn: async () => {
      const { items } = await answerOf(
        api.GET("/api/v1/organizations/{organization_id}/payment-statement-lines", {
          params: {
            path: { organization_id: id },
            query: { connection_id: connectionId, state: "unmatched", limit: PAGE },
          },
        }),
      );
      return items.filter(({ amount_minor }) => amount_minor > 0);
    },
  });
}

/** The payment of an order that is waited for, where money at the bank may be for it. */
export function useAwaitedTransfer(orderId: string): Payment | undefined {
  const open = usePayments(orderId).data?.find(({ is_open }) => is_open);
  const lines = useOpenLines(open?.connection_id ?? "").data ?? [];
  return lines.length === 0 ? undefined : open;
}

// What the views of payouts, reconciliation and bank statements ask of the API.
import type { InfiniteData, UseInfiniteQueryResult, UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useKnownConnections, useMoney, useMoneyList, type Connection } from "./queries";

export type Payout = Schemas["AccountingPayout"];
export type PayoutDetails = Schemas["AccountingPayoutDetails"];
export type PayoutItem = Schemas["AccountingItem"];
export type Finding = Schemas["AccountingFinding"];
export type FindingState = Finding["state"];
export type Report = Schemas["AccountingReport"];
export type Run = Schemas["AccountingRun"];
export type StatementLine = Schemas["AccountingStatementLine"];
export type LineState = StatementLine["state"];
export type StatementReport = Schemas["AccountingStatementReport"];
type Pages<T> = UseInfiniteQueryResult<InfiniteData<{ items: readonly T[]; next_cursor: string | null }>>;

const FRESH = 600_000;
const BASE = "/api/v1/organizations/{organization_id}";

export function usePayouts(connectionId: string | undefined): Pages<Payout> {
  return useMoneyList(["payouts", connectionId], (api, id, page) =>
    answerOf(
      api.GET(`${BASE}/payouts`, {
        params: {
          path: { organization_id: id },
          query: { ...page, ...(connectionId === undefined ? {} : { connection_id: connectionId }) },
        },
      }),
    ),
  );
}

export function usePayout(payoutId: string): UseQueryResult<PayoutDetails> {
  return useMoney(["payout", payoutId], (api, id) =>
    answerOf(
      api.GET(`${BASE}/payouts/{payout_id}`, { params: { path: { organization_id: id, payout_id: payoutId } } }),
    ),
  );
}

export function useFindings(state: FindingState): Pages<Finding> {
  return useMoneyList(["findings", state], (api, id, page) =>
    answerOf(
      api.GET(`${BASE}/reconciliation-findings`, {
        params: { path: { organization_id: id }, query: { ...page, state } },
      }),
    ),
  );
}

export function useRuns(): Pages<Run> {
  return useMoneyList(["reconciliations"], (api, id, page) =>
    answerOf(api.GET(`${BASE}/reconciliations`, { params: { path: { organization_id: id }, query: page } })),
  );
}

export function useStatementLines(state: LineState): Pages<StatementLine> {
  return useMoneyList(["statement-lines", state], (api, id, page) =>
    answerOf(
      api.GET(`${BASE}/payment-statement-lines`, {
        params: { path: { organization_id: id }, query: { ...page, state } },
      }),
    ),
  );
}

/** What an adapter says that it can do, as far as these views ask. */
interface Adapter {
  readonly key?: unknown;
  readonly capabilities?: { readonly payouts?: unknown; readonly methods?: readonly { readonly flow?: unknown }[] };
}

/** The connections whose provider reports payouts, or whose money comes by statements; undefined until it is known. */
export function useConnectionsThat(can: "report" | "statements"): readonly Connection[] | undefined {
  const connections = useKnownConnections();
  const adapters = useMoney(["adapters"], async (api) => (await answerOf(api.GET("/api/v1/adapters"))).items, {
    staleTime: FRESH,
  });
  if (adapters.isError) return [];
  if (connections === undefined || adapters.data === undefined) return undefined;
  const fitting = (adapters.data as readonly Adapter[]).filter(({ capabilities }) =>
    can === "report"
      ? capabilities?.payouts === true
      : (capabilities?.methods?.some(({ flow }) => flow === "instructions") ?? false),
  );
  return connections.filter(({ adapter_key }) => fitting.some(({ key }) => key === adapter_key));
}

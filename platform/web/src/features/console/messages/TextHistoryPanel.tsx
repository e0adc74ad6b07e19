// What was tried with a text message and what its provider told of it, from the first on.
import type { ReactNode } from "react";
import { SidePanel } from "../../../ui/Dialog";
import { Skeleton } from "../../../ui/Skeleton";
import { Trouble } from "../shell/states";
import { ATTEMPT_LOOKS, HistoryList, type Entry } from "./HistoryList";
import { useTextHistory, type TextHistory, type TextMessage } from "./text-queries";
import { useMessageTexts } from "./texts";

export interface TextHistoryPanelProps {
  readonly text: TextMessage;
  readonly zone: string;
  readonly onClose: () => void;
}

export function TextHistoryPanel({ text, zone, onClose }: TextHistoryPanelProps): ReactNode {
  const t = useMessageTexts();
  const history = useTextHistory(text.id);
  return (
    <SidePanel open title={t("history.button")} onClose={onClose}>
      <p className="muted mail-to">{t("sms.history", { name: text.phone })}</p>
      {history.isError && <Trouble error={history.error} onRetry={() => void history.refetch()} />}
      {history.isPending && <Skeleton rows={4} />}
      {history.isSuccess && <Entries text={text} history={history.data} zone={zone} />}
    </SidePanel>
  );
}

interface EntriesProps {
  readonly text: TextMessage;
  readonly history: TextHistory;
  readonly zone: string;
}

function Entries({ text, history: { attempts, receipts }, zone }: EntriesProps): ReactNode {
  const t = useMessageTexts();
  const queued: Entry = { at: text.queued_at, looks: "tag", title: t("history.queued"), detail: "" };
  const tried = attempts.map(({ connection, state, reason, started_at: at }) => ({
    at,
    looks: ATTEMPT_LOOKS[state] ?? "tag",
    title: t(`attempt.${state}`, { name: connection }),
    detail: reason,
  }));
  const told = receipts.map(({ state, code, occurred_at: at }) => ({
    at,
    looks: RECEIPT_LOOKS[state] ?? "tag",
    title: t(`receipt.${state}`),
    detail: code,
  }));
  return (
    <>
      <HistoryList entries={[queued, ...tried, ...told]} zone={zone} />
      {receipts.length === 0 && <p className="muted small">{t("history.untold")}</p>}
    </>
  );
}

export const RECEIPT_LOOKS: Partial<Record<TextHistory["receipts"][number]["state"], string>> = {
  delivered: "tag tag--good",
  failed: "tag tag--bad",
};

// What was tried with an email and what its provider told of it, from the first on.
import type { ReactNode } from "react";
import { SidePanel } from "../../../ui/Dialog";
import { Skeleton } from "../../../ui/Skeleton";
import { Trouble } from "../shell/states";
import { ATTEMPT_LOOKS, HistoryList, type Entry } from "./HistoryList";
import { useMailHistory, type History, type Mail } from "./queries";
import { useMessageTexts } from "./texts";

export interface MailHistoryProps {
  readonly mail: Mail;
  readonly zone: string;
  readonly onClose: () => void;
}

export function MailHistory({ mail, zone, onClose }: MailHistoryProps): ReactNode {
  const t = useMessageTexts();
  const history = useMailHistory(mail.id);
  return (
    <SidePanel open title={t("history.button")} onClose={onClose}>
      <p className="muted mail-to">{t("history.title", { name: mail.recipient })}</p>
      {history.isError && <Trouble error={history.error} onRetry={() => void history.refetch()} />}
      {history.isPending && <Skeleton rows={4} />}
      {history.isSuccess && <Entries mail={mail} history={history.data} zone={zone} />}
    </SidePanel>
  );
}

interface EntriesProps {
  readonly mail: Mail;
  readonly history: History;
  readonly zone: string;
}

function Entries({ mail, history, zone }: EntriesProps): ReactNode {
  const t = useMessageTexts();
  const entries = useEntries(mail, history);
  return (
    <>
      <HistoryList entries={entries} zone={zone} />
      {history.reports.length === 0 && <p className="muted small">{t("history.untold")}</p>}
    </>
  );
}

/** Queued, each attempt, and each report. */
function useEntries(mail: Mail, { attempts, reports }: History): readonly Entry[] {
  const t = useMessageTexts();
  const queued: Entry = { at: mail.queued_at, looks: "tag", title: t("history.queued"), detail: "" };
  const tried = attempts.map(({ connection, state, reason, started_at: at }) => ({
    at,
    looks: ATTEMPT_LOOKS[state] ?? "tag",
    title: t(`attempt.${state}`, { name: connection }),
    detail: reason,
  }));
  const own: readonly Entry[] =
    attempts.length > 0 || mail.sent_at === null
      ? []
      : [{ at: mail.sent_at, looks: "tag tag--good", title: t("history.sent"), detail: "" }];
  const told = reports.map(({ state, is_permanent: isPermanent, detail, occurred_at: at }) => ({
    at,
    looks: REPORT_LOOKS[state] ?? "tag",
    title: t(isPermanent ? "report.gone" : `report.${state}`),
    detail,
  }));
  return [queued, ...tried, ...own, ...told];
}

export const REPORT_LOOKS: Partial<Record<History["reports"][number]["state"], string>> = {
  delivered: "tag tag--good",
  delayed: "tag tag--warm",
  bounced: "tag tag--bad",
  complained: "tag tag--bad",
};

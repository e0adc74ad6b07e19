// Which text messages were sent to whom, and why one did not arrive.
import "./messages.css";
import { useState, type ReactNode } from "react";
import { Link, useSearchParams } from "react-router";
import { formatDay, formatTime } from "../../../lib/when";
import { Button } from "../../../ui/Button";
import { DataTable, type Column } from "../../../ui/DataTable";
import { Empty } from "../../../ui/Empty";
import { useLocale } from "../../../ui/language";
import { Skeleton } from "../../../ui/Skeleton";
import { Page } from "../shell/Page";
import { Trouble } from "../shell/states";
import { KindTabs } from "./KindTabs";
import { RECEIPT_LOOKS, TextHistoryPanel } from "./TextHistoryPanel";
import { TEXT_STATES, useTextMessages, type TextMessage } from "./text-queries";
import { useMessageTexts } from "./texts";
import { useZone } from "./zone";

const LOOKS: Partial<Record<TextMessage["state"], string>> = {
  sent: "tag tag--good",
  failed: "tag tag--bad",
  unknown: "tag tag--warm",
};

const keyOf = ({ id }: TextMessage): string => id;

export default function TextLog(): ReactNode {
  const t = useMessageTexts();
  const [asked] = useSearchParams();
  const state = TEXT_STATES.find((each) => each === asked.get("state")) ?? null;
  const texts = useTextMessages(state);
  const [shown, setShown] = useState<TextMessage | null>(null);
  const zone = useZone();
  const columns = useColumns(zone, setShown);
  return (
    <Page title={t("title")} lead={t("sms.lead")} help="text-messages">
      <KindTabs kind="sms" />
      <div className="toolbar">
        <nav className="tabs" aria-label={t("sms.states")}>
          {([null, ...TEXT_STATES] as const).map((each) => (
            <Link
              key={each ?? "all"}
              to={{ search: each === null ? "" : `?state=${each}` }}
              replace
              {...(each === state ? { "aria-current": "true" as const } : {})}
            >
              {t(each === null ? "state.all" : `state.${each}`)}
            </Link>
          ))}
        </nav>
      </div>
      {texts.isError && <Trouble error={texts.error} onRetry={() => void texts.refetch()} />}
      {texts.isPending && <Skeleton rows={6} />}
      {texts.isSuccess && (
        <DataTable
          label={t("sms.title")}
          columns={columns}
          rows={texts.data.pages.flatMap((page) => page.items)}
          keyOf={keyOf}
          hasMore={texts.hasNextPage}
          isLoadingMore={texts.isFetchingNextPage}
          isStale={texts.isPlaceholderData}
          onMore={() => void texts.fetchNextPage()}
          keptAs="text-messages"
          empty={
            <Empty icon="mail" title={t(state === null ? "none.title" : "sms.noneState")}>
              {t(state === null ? "sms.none" : "none.stateText")}
            </Empty>
          }
        />
      )}
      {shown !== null && <TextHistoryPanel text={shown} zone={zone} onClose={() => setShown(null)} />}
    </Page>
  );
}

function useColumns(zone: string, onShow: (text: TextMessage) => void): readonly Column<TextMessage>[] {
  const t = useMessageTexts();
  const locale = useLocale();
  return [
    {
      id: "to",
      title: t("column.to"),
      isName: true,
      width: "minmax(9rem, 1fr)",
      cell: ({ phone }) => (
        <bdi className="number" dir="ltr">
          {phone}
        </bdi>
      ),
    },
    {
      id: "text",
      title: t("sms.column.text"),
      width: "minmax(12rem, 3fr)",
      cell: ({ body, purpose, segments }) => (
        <span className="mail-reason">
          <bdi>{body}</bdi>{" "}
          <span className="muted small">
            {t(`sms.purpose.${purpose}`)} · {t("sms.segments", { count: segments })}
          </span>
        </span>
      ),
    },
    {
      id: "state",
      title: t("column.state"),
      width: "minmax(10rem, 2fr)",
      cell: (text) => <State text={text} />,
    },
    {
      id: "when",
      title: t("column.when"),
      width: "minmax(9.5rem, 1fr)",
      cell: ({ sent_at: sent, queued_at: queued }) => {
        const at = sent ?? queued;
        return (
          <time dateTime={at} className="number">
            {formatDay(at, zone, locale)}, {formatTime(at, zone, locale)}
          </time>
        );
      },
    },
    {
      id: "history",
      title: t("history.button"),
      width: "8rem",
      align: "end",
      cell: (text) => (
        <Button kind="quiet" size="small" onPress={() => onShow(text)}>
          {t("history.button")}
          <span className="visually-hidden"> · {text.phone}</span>
        </Button>
      ),
    },
  ];
}

function State({ text }: { readonly text: TextMessage }): ReactNode {
  const t = useMessageTexts();
  return (
    <span className="mail-state">
      <span className={LOOKS[text.state] ?? "tag"}>{t(`state.${text.state}`)}</span>
      {text.report !== "" && text.report !== "sent" && (
        <span className={RECEIPT_LOOKS[text.report] ?? "tag"}>{t(`receipt.${text.report}`)}</span>
      )}
      {text.reason !== "" && <span className="muted small mail-reason">{text.reason}</span>}
      {text.state === "queued" && text.attempts > 0 && (
        <span className="muted small">{t("attempts", { count: text.attempts })}</span>
      )}
    </span>
  );
}

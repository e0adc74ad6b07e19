// Which emails were sent to whom, why one has not arrived, and sending one about an order again.
import "./messages.css";
import { useState, type ReactNode } from "react";
import { Link, useSearchParams } from "react-router";
import { formatDay, formatTime } from "../../../lib/when";
import { ActionMenu } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { DataTable, type Column } from "../../../ui/DataTable";
import { Empty } from "../../../ui/Empty";
import { useErrorText } from "../../../ui/Failure";
import { useLocale } from "../../../ui/language";
import { Skeleton } from "../../../ui/Skeleton";
import { useEventIfAny } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath, organizationPath } from "../shell/places";
import { Trouble } from "../shell/states";
import { useConsoleTexts } from "../shell/texts";
import { KindTabs } from "./KindTabs";
import { MailHistory, REPORT_LOOKS } from "./MailHistory";
import { isResendable, MAIL_STATES, useMails, useResend, type Mail } from "./queries";
import { useTemplateName } from "./template-names";
import { useMessageTexts } from "./texts";
import { useZone } from "./zone";

const LOOKS: Partial<Record<Mail["state"], string>> = { sent: "tag tag--good", failed: "tag tag--bad" };

const keyOf = ({ id }: Mail): string => id;

export default function MailLog(): ReactNode {
  const t = useMessageTexts();
  const { may } = useOrganization();
  const [asked, setAsked] = useSearchParams();
  const order = asked.get("order") ?? "";
  const state = MAIL_STATES.find((each) => each === asked.get("state")) ?? null;
  const mails = useMails(state, order);
  const [shown, setShown] = useState<Mail | null>(null);
  const zone = useZone();
  const columns = useColumns(zone, may("notifications.send"), setShown);
  const addressOf = (wanted: Mail["state"] | null): string => {
    const next = new URLSearchParams(asked);
    if (wanted === null) next.delete("state");
    else next.set("state", wanted);
    return `?${next.toString()}`;
  };
  const showAll = (): void => setAsked({}, { replace: true });
  return (
    <Page title={t("title")} lead={t(order === "" ? "lead" : "ofOrder")}>
      <KindTabs kind="email" />
      <div className="toolbar">
        <nav className="tabs" aria-label={t("states")}>
          {([null, ...MAIL_STATES] as const).map((each) => (
            <Link
              key={each ?? "all"}
              to={{ search: addressOf(each) }}
              replace
              {...(each === state ? { "aria-current": "true" as const } : {})}
            >
              {t(each === null ? "state.all" : `state.${each}`)}
            </Link>
          ))}
        </nav>
        {order !== "" && (
          <Button kind="quiet" size="small" onPress={showAll}>
            {t("showAll")}
          </Button>
        )}
      </div>
      {mails.isError && <Trouble error={mails.error} onRetry={() => void mails.refetch()} />}
      {mails.isPending && <Skeleton rows={6} />}
      {mails.isSuccess && (
        <DataTable
          label={t("title")}
          columns={columns}
          rows={mails.data.pages.flatMap((page) => page.items)}
          keyOf={keyOf}
          hasMore={mails.hasNextPage}
          isLoadingMore={mails.isFetchingNextPage}
          isStale={mails.isPlaceholderData}
          onMore={() => void mails.fetchNextPage()}
          keptAs="mails"
          empty={
            <Empty icon="mail" title={t(state === null ? "none.title" : "none.state")}>
              {t(state === null ? "none.text" : "none.stateText")}
            </Empty>
          }
        />
      )}
      {shown !== null && <MailHistory mail={shown} zone={zone} onClose={() => setShown(null)} />}
    </Page>
  );
}

function useColumns(zone: string, maySend: boolean, onShow: (mail: Mail) => void): readonly Column<Mail>[] {
  const t = useMessageTexts();
  const locale = useLocale();
  const nameOf = useTemplateName();
  const { slug } = useOrganization();
  const event = useEventIfAny();
  const orderPath = (id: string): string =>
    event === null ? organizationPath(slug, `orders/${id}`) : eventPath(slug, event.id, `orders/${id}`);
  return [
    {
      id: "what",
      title: t("column.what"),
      isName: true,
      width: "minmax(11rem, 2fr)",
      cell: ({ template, order_id: order }) => {
        const name = nameOf(template);
        return order === null ? name : <Link to={orderPath(order)}>{name}</Link>;
      },
    },
    {
      id: "to",
      title: t("column.to"),
      width: "minmax(11rem, 2fr)",
      cell: ({ recipient }) => <bdi className="mail-to">{recipient}</bdi>,
    },
    {
      id: "state",
      title: t("column.state"),
      width: "minmax(10rem, 1.5fr)",
      cell: (mail) => <State mail={mail} />,
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
      id: "resend",
      title: t("column.resend"),
      width: "4rem",
      align: "end",
      cell: (mail) => <More mail={mail} maySend={maySend} onShow={onShow} />,
    },
  ];
}

function State({ mail }: { readonly mail: Mail }): ReactNode {
  const t = useMessageTexts();
  return (
    <span className="mail-state">
      <span className={LOOKS[mail.state] ?? "tag"}>{t(`state.${mail.state}`)}</span>
      {mail.report !== "" && <span className={REPORT_LOOKS[mail.report] ?? "tag"}>{t(`report.${mail.report}`)}</span>}
      {mail.reason !== "" && <span className="muted small mail-reason">{mail.reason}</span>}
      {mail.state === "queued" && mail.attempts > 0 && (
        <span className="muted small">{t("attempts", { count: mail.attempts })}</span>
      )}
    </span>
  );
}

interface MoreProps {
  readonly mail: Mail;
  readonly maySend: boolean;
  readonly onShow: (mail: Mail) => void;
}

function More({ mail, maySend, onShow }: MoreProps): ReactNode {
  const t = useMessageTexts();
  const words = useConsoleTexts();
  const notify = useNotify();
  const wordsOf = useErrorText();
  const resend = useResend();
  const send = (): void =>
    resend.mutate(mail, {
      onSuccess: ({ recipient }) => notify(t("resend.done", { name: recipient })),
      onError: (error) => notify({ kind: "bad", text: wordsOf(error).join(" ") }),
    });
  return (
    <ActionMenu
      label={words("moreOf", { name: mail.recipient })}
      actions={[
        { id: "history", label: t("history.button"), onAction: () => onShow(mail) },
        ...(maySend && isResendable(mail)
          ? [{ id: "resend", label: t("resend.button"), onAction: send, disabled: resend.isPending }]
          : []),
      ]}
    />
  );
}

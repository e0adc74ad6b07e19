// What became of the organization's mails: figures in all, how mailbox providers look at them, and every group.
import { formatCalendarDay } from "../../../lib/moment";
import "../dashboard/dashboard.css";
import "../sales-reports/sales-reports.css";
import { useId, type ReactNode } from "react";
import { Link } from "react-router";
import { Empty } from "../../../ui/Empty";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { Stat } from "../dashboard/Stat";
import { useTemplateName } from "../messages/template-names";
import { useCounted } from "../parts/counted";
import { FileButtons } from "../parts/FileButtons";
import { useOwnOrganization } from "../shell/organization-api";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import {
  GROUPINGS,
  PERIODS,
  useDeliverability,
  useDeliverabilityFile,
  useWish,
  type Grouping,
  type Line,
  type Report,
  type Standing,
  type Wish,
} from "./queries";
import { useDeliverabilityTexts } from "./texts";

const LOOKS: Record<Standing, string> = {
  "too-few": "tag",
  good: "tag tag--good",
  watch: "tag tag--warm",
  bad: "tag tag--bad",
};

export default function Deliverability(): ReactNode {
  const t = useDeliverabilityTexts();
  const own = useOwnOrganization();
  const [wish, change] = useWish();
  const timeZone = own.data?.time_zone ?? "UTC";
  const report = useDeliverability(wish, timeZone);
  const file = useDeliverabilityFile(wish, timeZone);
  return (
    <Page title={t("title")} lead={t("lead")} help="email-providers">
      <div className="stack">
        <Asked wish={wish} change={change} />
        <FileButtons file={file} />
        <Loaded query={report} rows={6}>
          {(found) => <Parts report={found} />}
        </Loaded>
      </div>
    </Page>
  );
}

function Asked({
  wish,
  change,
}: {
  readonly wish: Wish;
  readonly change: (changes: Partial<Wish>) => void;
}): ReactNode {
  const t = useDeliverabilityTexts();
  return (
    <div className="sales-report__wish">
      <NativeSelect
        label={t("period")}
        required
        value={wish.period}
        onChange={(value) => change({ period: PERIODS.find((each) => each === value) ?? "30" })}
        options={PERIODS.map((value) => ({ value, label: t(`period.${value}`) }))}
      />
      <NativeSelect
        label={t("by")}
        required
        value={wish.groupBy}
        onChange={(value) => change({ groupBy: GROUPINGS.find((each) => each === value) ?? "day" })}
        options={GROUPINGS.map((value) => ({ value, label: t(`by.${value}`) }))}
      />
    </div>
  );
}

function Parts({ report }: { readonly report: Report }): ReactNode {
  const t = useDeliverabilityTexts();
  const counted = useCounted(report);
  if (report.total.mails === 0) {
    return (
      <Empty icon="mail" title={t("none.title")}>
        {t("none.text")}
      </Empty>
    );
  }
  return (
    <>
      <Totals total={report.total} />
      <Table report={report} />
      <p className="muted">{t("counted", counted)}</p>
    </>
  );
}

function Totals({ total }: { readonly total: Line }): ReactNode {
  const t = useDeliverabilityTexts();
  const id = useId();
  const { slug, may } = useOrganization();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  const share = useShare();
  const isUntold = total.delivered + total.bounced === 0;
  return (
    <section className="panel stack" aria-labelledby={id}>
      <div className="row">
        <h2 id={id}>{t("standing")}</h2>
        <span className={LOOKS[total.standing]}>{t(`standing.${total.standing}`)}</span>
      </div>
      <dl className="stats">
        <Stat name={t("sent")} value={number.format(total.sent)}>
          {total.waiting > 0 && t("waitingMore", { number: number.format(total.waiting) })}
        </Stat>
        <Stat name={t("delivered")} value={number.format(total.delivered)} />
        <Stat name={t("bounced")} value={number.format(total.bounced)}>
          {share(total.bounces_per_1000)}
        </Stat>
        <Stat name={t("complained")} value={number.format(total.complained)}>
          {share(total.complaints_per_1000)}
        </Stat>
        <Stat name={t("failed")} value={number.format(total.failed)} />
      </dl>
      <p>{t(isUntold ? "advice.untold" : `advice.${total.standing}`)}</p>
      <p className="row">
        {may("suppressions.read") && <Link to={organizationPath(slug, "suppressions")}>{t("toSuppressions")}</Link>}
        <Link to={organizationPath(slug, "sending-domains")}>{t("toDomains")}</Link>
      </p>
    </section>
  );
}

function Table({ report }: { readonly report: Report }): ReactNode {
  const t = useDeliverabilityTexts();
  const id = useId();
  const nameOf = useGroupName(report.group_by);
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  const counts = ["sent", "delivered", "bounced", "complained", "unsubscribed", "failed"] as const;
  return (
    <section className="panel stack" aria-labelledby={id}>
      <h2 id={id}>{t("lines")}</h2>
      {report.is_cut && <p className="muted">{t("cut")}</p>}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard */}
      <div className="sales-report__scroll" role="group" aria-label={t("lines")} tabIndex={0}>
        <table className="sales-report__table">
          <thead>
            <tr>
              <th scope="col">{t(`by.${report.group_by}`)}</th>
              {counts.map((name) => (
                <th key={name} scope="col">
                  {t(name)}
                </th>
              ))}
              <th scope="col">{t("standing")}</th>
            </tr>
          </thead>
          <tbody>
            {report.lines.map((line) => (
              <tr key={line.key}>
                <th scope="row">
                  <bdi>{nameOf(line)}</bdi>
                </th>
                {counts.map((name) => (
                  <td key={name} className="number">
                    {number.format(line[name])}
                  </td>
                ))}
                <td>
                  <span className={LOOKS[line.standing]}>{t(`standing.${line.standing}`)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** `12 in 1,000`; empty where nothing is known. */
function useShare(): (perThousand: number | null) => string {
  const t = useDeliverabilityTexts();
  const number = new Intl.NumberFormat([useLocale(), "en"], { maximumFractionDigits: 1 });
  return (perThousand) => (perThousand === null ? "" : t("share", { number: number.format(perThousand) }));
}

function useGroupName(grouping: Grouping): (line: Line) => string {
  const t = useDeliverabilityTexts();
  const templateName = useTemplateName();
  const locale = useLocale();
  return ({ key, name }) => {
    switch (grouping) {
      case "day":
        return formatCalendarDay(key, locale, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
      case "kind":
        return templateName(key);
      case "sender":
        return key === "" ? t("platformSender") : key;
      case "connection":
        return key === "" ? t("platformServer") : (name ?? key);
      default:
        return key === "" ? t("noMailbox") : key;
    }
  };
}

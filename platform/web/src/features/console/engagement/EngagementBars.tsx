// What attendees did as bars of the share of all of them, and what is counted without persons. It reads as a list.
import "../dashboard/dashboard.css";
import type { ReactNode } from "react";
import { useLocale } from "../../../ui/language";
import { Stat } from "../dashboard/Stat";
import { usePercent } from "../parts/percent";
import type { Figures, Report } from "./queries";
import { useEngagementTexts } from "./texts";

const HUNDRED = 100;
const STEPS = ["mailed", "inbox", "inbox_read", "pushed", "agendas", "signed_up", "came", "joined"] as const;

interface EngagementBarsProps {
  readonly report: Report;
  readonly totals: Figures;
}

export function EngagementBars({ report, totals }: EngagementBarsProps): ReactNode {
  const t = useEngagementTexts();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  const share = usePercent();
  const { attendees } = totals;
  return (
    <>
      <p>
        {t("attendees", { count: attendees, shown: number.format(attendees) })}{" "}
        {t("accounts", { count: totals.accounts, shown: number.format(totals.accounts) })}
      </p>
      <ul className="funnel">
        {STEPS.map((step) => (
          <li key={step} className="funnel__step">
            <span className="funnel__name">{t(`step.${step}`)}</span>
            <span className="funnel__count number">{number.format(totals[step])}</span>
            <span className="funnel__went number">{t("ofAll", { percent: share(totals[step] / attendees) })}</span>
            <svg className="funnel__bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect className="funnel__track" width="100" height="10" />
              <rect width={(totals[step] / attendees) * HUNDRED} height="10" />
            </svg>
          </li>
        ))}
      </ul>
      <dl className="stats">
        <Stat name={t("saves")} value={number.format(totals.saves)}>
          {totals.agendas > 0 && t("savesEach", { number: eachOf(totals, number) })}
        </Stat>
        <Stat name={t("signUps")} value={number.format(totals.sign_ups)}>
          {totals.sign_ups > 0 && t("signUpsCame", { percent: share(totals.sign_ups_came / totals.sign_ups) })}
        </Stat>
        <Stat name={t("guestAgendas")} value={number.format(report.guest_agendas)} />
        <Stat name={t("downloads")} value={number.format(report.downloads)}>
          {t("ofFiles", { count: report.files, shown: number.format(report.files) })}
        </Stat>
      </dl>
    </>
  );
}

function eachOf({ saves, agendas }: Figures, number: Intl.NumberFormat): string {
  return number.format(Math.round((saves / agendas) * 10) / 10);
}

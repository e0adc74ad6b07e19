// The steps one below the other: how many, which share went on, and a bar of that length. It reads as a list.
import type { ReactNode } from "react";
import { useLocale } from "../../../ui/language";
import { usePercent } from "../parts/percent";
import type { FunnelLine } from "./queries";
import { useFunnelTexts } from "./texts";

const HUNDRED = 100;

export function useWentOn(): (percent: number | null) => string {
  const share = usePercent();
  return (percent) => share(percent === null ? null : percent / HUNDRED);
}

export function FunnelSteps({ totals }: { readonly totals: FunnelLine }): ReactNode {
  const t = useFunnelTexts();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  const percent = useWentOn();
  const steps = [
    { step: "seen", count: totals.seen, went: null },
    { step: "started", count: totals.started, went: totals.started_percent },
    { step: "held", count: totals.held, went: totals.held_percent },
    { step: "paid", count: totals.paid, went: totals.paid_percent },
  ] as const;
  const most = Math.max(1, ...steps.map(({ count }) => count));
  return (
    <>
      <ol className="funnel">
        {steps.map(({ step, count, went }) => (
          <li key={step} className="funnel__step">
            <span className="funnel__name">{t(`step.${step}`)}</span>
            <span className="funnel__count number">{number.format(count)}</span>
            <span className="funnel__went number">
              {went !== null && t(`went.${step}`, { percent: percent(went) })}
            </span>
            <svg className="funnel__bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect className="funnel__track" width="100" height="10" />
              <rect width={(count / most) * HUNDRED} height="10" />
            </svg>
          </li>
        ))}
      </ol>
      {totals.all_percent !== null && <p>{t("all", { percent: percent(totals.all_percent) })}</p>}
      {totals.elsewhere > 0 && (
        <p className="muted small">{t("elsewhereMore", { number: number.format(totals.elsewhere) })}</p>
      )}
    </>
  );
}

// What a buyer pays when, by a plan as it is in the form, for an order of today.
import { useState, type ReactNode } from "react";
import { amountOf, minorOf } from "../../../lib/typed-numbers";
import { formatDay } from "../../../lib/when";
import { localIn } from "../../../lib/zoned";
import { Field } from "../../../ui/Field";
import { useLocale } from "../../../ui/language";
import { useEvent } from "../shell/event";
import { useColumnAmount, useDigits } from "../shell/money";
import { instalmentsFor } from "./instalments";
import { planProblemsOf, type PlanForm } from "./plan-form";
import { useTermsTexts } from "./texts";

const DAY = "2026-12-14".length;

export interface PlanPreviewProps {
  readonly plan: PlanForm;
  readonly samplePrice: number;
}

export function PlanPreview({ plan, samplePrice }: PlanPreviewProps): ReactNode {
  const t = useTermsTexts();
  const locale = useLocale();
  const amount = useColumnAmount();
  const digitsOf = useDigits();
  const { starts_at: startsAt, time_zone: zone } = useEvent();
  const digits = digitsOf(plan.currency);
  const [typed, setTyped] = useState(amountOf(samplePrice, digits));
  const [today] = useState(() => localIn(new Date().toISOString(), zone).slice(0, DAY));
  const starts = startsAt === null ? null : localIn(startsAt, zone).slice(0, DAY);
  const total = minorOf(typed, digits) ?? 0;
  const isReadable = ![...planProblemsOf(plan, digitsOf).keys()].some((name) => name !== "name");
  const parts = isReadable ? instalmentsFor(plan, { minor: total, digits, today, starts }) : [];
  return (
    <section className="panel stack" aria-label={t("plan.preview")}>
      <h2 className="view-part__title">{t("plan.preview")}</h2>
      <Field
        id="plan-sample"
        label={t("plan.sample", { currency: plan.currency })}
        type="number"
        required
        value={typed}
        onChange={setTyped}
      />
      {parts.length === 0 ? (
        <p className="muted">{t(isReadable ? "plan.doesNotFit" : "preview.unreadable")}</p>
      ) : (
        <ul className="plan-parts" aria-label={t("plan.preview")}>
          {parts.map(({ minor, on }) => (
            <li key={on ?? "today"} className="plan-parts__part">
              <span>
                {on === null ? t("plan.today") : t("plan.by", { day: formatDay(`${on}T12:00:00Z`, "UTC", locale) })}
              </span>
              <b>{amount(minor, plan.currency)}</b>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

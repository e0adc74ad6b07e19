// When an event is seen and bought: a table of weekdays and hours whose cells are the stronger, the more there was.
import { formatCalendarDay, formatWeekday } from "../../../lib/moment";
import { useState, type ReactNode } from "react";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { Section } from "../parts/Section";
import { Loaded } from "../shell/states";
import { useFunnel, type Days, type Funnel } from "./queries";
import { useFunnelTexts } from "./texts";

const STEPS = ["seen", "started", "held", "paid"] as const;
type Step = (typeof STEPS)[number];
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));
/** Strengths that the style sheet knows, from nothing to the most. */
const STRENGTHS = 5;

interface WeekMapProps {
  readonly days: Days;
  /** Visits before this day are in no hour. */
  readonly hoursFrom: string;
  /** Sales are shown first, or visits before anything is sold. */
  readonly hasSales: boolean;
}

export function WeekMap({ days, hoursFrom, hasSales }: WeekMapProps): ReactNode {
  const t = useFunnelTexts();
  const [step, setStep] = useState<Step>(hasSales ? "paid" : "seen");
  const funnel = useFunnel(days, "weekday_hour");
  const from = formatCalendarDay(hoursFrom, useLocale(), { dateStyle: "medium" });
  return (
    <Section title={t("week")} lead={t("weekLead", { day: from })} boxed>
      <div className="stack week-map__part">
        <NativeSelect
          label={t("week.step")}
          required
          value={step}
          onChange={(value) => setStep(STEPS.find((each) => each === value) ?? "paid")}
          options={STEPS.map((value) => ({ value, label: t(`step.${value}`) }))}
        />
        <Loaded query={funnel} rows={7}>
          {(found) => <Map found={found} step={step} />}
        </Loaded>
      </div>
    </Section>
  );
}

function Map({ found, step }: { readonly found: Funnel; readonly step: Step }): ReactNode {
  const t = useFunnelTexts();
  const locale = useLocale();
  const number = new Intl.NumberFormat([locale, "en"]);
  const counts = Object.fromEntries(found.lines.map((line) => [line.key, line[step]]));
  const most = Math.max(0, ...Object.values(counts));
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard
    <div className="sales-report__scroll" role="group" aria-label={t("week")} tabIndex={0}>
      <table className="week-map">
        <caption className="visually-hidden">{t(`step.${step}`)}</caption>
        <thead>
          <tr>
            <td />
            {HOURS.map((hour) => (
              <th key={hour} scope="col" className="number">
                {number.format(Number(hour))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {WEEKDAYS.map((day) => (
            <tr key={day}>
              <th scope="row">{formatWeekday(day, locale)}</th>
              {HOURS.map((hour) => {
                const count = counts[`${String(day)}-${hour}`] ?? 0;
                const strength = most === 0 ? 0 : Math.ceil((count / most) * STRENGTHS);
                return (
                  <td key={hour} className="number" data-strength={strength}>
                    {number.format(count)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

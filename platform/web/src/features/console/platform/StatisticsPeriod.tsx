// Which days the statistics are of, and what stands together: everything of it is in the address.
import type { ReactNode } from "react";
import { Refused } from "../../../lib/api";
import { placeErrors } from "../../../lib/problems";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useConsoleTexts } from "../shell/texts";
import { lastDays, STEPS, type Period } from "./statistics";
import { usePlatformTexts } from "./texts";

const RECENT_DAYS = [7, 30, 90, 365] as const;

export interface StatisticsPeriodProps {
  readonly period: Period;
  /** What the API said against it. */
  readonly error: Error | null;
  readonly onChange: (changes: Partial<Period>) => void;
}

export function StatisticsPeriod({ period, error, onChange }: StatisticsPeriodProps): ReactNode {
  const t = usePlatformTexts();
  const c = useConsoleTexts();
  const wrong = error instanceof Refused ? placeErrors(error.problem, (pointer) => pointer.slice(1)).fields : undefined;
  const field = (name: "from" | "until"): ReactNode => (
    <Field
      type="date"
      required
      label={c(name === "from" ? "filter.from" : "filter.to")}
      value={period[name]}
      error={wrong?.get(name)}
      onChange={(day) => onChange({ [name]: day })}
    />
  );
  return (
    <div className="statistics__period" role="group" aria-label={t("statistics.period")}>
      {field("from")}
      {field("until")}
      <NativeSelect
        label={t("statistics.by")}
        required
        value={period.by}
        options={STEPS.map((value) => ({ value, label: t(`statistics.by.${value}`) }))}
        onChange={(chosen) => onChange({ by: STEPS.find((step) => step === chosen) ?? "day" })}
      />
      <div className="statistics__recent">
        {RECENT_DAYS.map((days) => (
          <button
            key={days}
            type="button"
            className="filter-pill__quick"
            aria-pressed={isSame(lastDays(days), period)}
            onClick={() => onChange(lastDays(days))}
          >
            {c("filter.lastDays", { days })}
          </button>
        ))}
      </div>
    </div>
  );
}

function isSame(recent: Pick<Period, "from" | "until">, { from, until }: Period): boolean {
  return recent.from === from && recent.until === until;
}

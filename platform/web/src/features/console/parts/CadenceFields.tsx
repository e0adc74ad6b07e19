// How often something comes round, on which day, and at which hour.
import type { ReactNode } from "react";
import { formatWeekday } from "../../../lib/moment";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useLocale } from "../../../ui/language";
import { useConsoleTexts } from "../shell/texts";

const CADENCES = ["daily", "weekly", "monthly"] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const MONTH_DAYS = Array.from({ length: 28 }, (_, day) => day + 1);

export interface Cadence {
  readonly cadence: (typeof CADENCES)[number];
  readonly hour: number;
  readonly weekday: number;
  readonly month_day: number;
}

export const MONDAY_MORNING: Cadence = { cadence: "weekly", hour: 7, weekday: 1, month_day: 1 };

export interface CadenceFieldsProps {
  /** What the ids of the fields begin with. */
  readonly id: string;
  readonly value: Cadence;
  readonly onChange: (changes: Partial<Cadence>) => void;
}

export function CadenceFields({ id, value, onChange }: CadenceFieldsProps): ReactNode {
  const t = useConsoleTexts();
  const nameOf = useWeekday();
  const number = new Intl.NumberFormat(useLocale());
  return (
    <>
      <NativeSelect
        id={`${id}-cadence`}
        label={t("cadence")}
        required
        value={value.cadence}
        onChange={(cadence) => onChange({ cadence: cadence as Cadence["cadence"] })}
        options={CADENCES.map((each) => ({ value: each, label: t(`cadence.${each}`) }))}
      />
      {value.cadence === "weekly" && (
        <NativeSelect
          id={`${id}-weekday`}
          label={t("cadence.weekday")}
          required
          value={String(value.weekday)}
          onChange={(weekday) => onChange({ weekday: Number(weekday) })}
          options={WEEKDAYS.map((each) => ({ value: String(each), label: nameOf(each) }))}
        />
      )}
      {value.cadence === "monthly" && (
        <NativeSelect
          id={`${id}-month_day`}
          label={t("cadence.monthDay")}
          required
          value={String(value.month_day)}
          onChange={(day) => onChange({ month_day: Number(day) })}
          options={MONTH_DAYS.map((each) => ({ value: String(each), label: number.format(each) }))}
        />
      )}
      <NativeSelect
        id={`${id}-hour`}
        label={t("cadence.hour")}
        hint={t("cadence.hourHint")}
        required
        value={String(value.hour)}
        onChange={(hour) => onChange({ hour: Number(hour) })}
        options={HOURS.map((each) => ({ value: String(each), label: `${String(each).padStart(2, "0")}:00` }))}
      />
    </>
  );
}

function useWeekday(): (weekday: number) => string {
  const locale = useLocale();
  return (weekday) => formatWeekday(weekday, locale);
}

// How often an event repeats, on which days, and until when.
import type { ReactNode } from "react";
import { CheckboxGroup } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { RadioGroup } from "../../../ui/RadioGroup";
import {
  FREQUENCIES,
  isLastOfMonth,
  nthOf,
  WEEKDAYS,
  weekdayOf,
  type Frequency,
  type Monthly,
  type RuleForm,
  type Weekday,
} from "./rule";
import { useWeekdays } from "./rule-words";
import { useSeriesTexts, type SeriesKey } from "./texts";

export interface RuleFieldsProps {
  readonly form: RuleForm;
  /** The local time at which the first event starts. */
  readonly starts: string;
  readonly errors: ReadonlyMap<string, string>;
  readonly change: (changes: Partial<RuleForm>) => void;
}

const MOST_NTH = 4;

export function RuleFields({ form, starts, errors, change }: RuleFieldsProps): ReactNode {
  const t = useSeriesTexts();
  const text = (name: "interval" | "count" | "until") => ({
    id: `rule-${name}`,
    value: form[name],
    error: errors.get(name),
    onChange: (value: string) => change({ [name]: value }),
  });
  return (
    <>
      <div className="pair">
        <NativeSelect
          id="rule-frequency"
          label={t("field.frequency")}
          required
          options={FREQUENCIES.map((value) => ({ value, label: t(`frequency.${value}`) }))}
          value={form.frequency}
          onChange={(value) => value !== "" && change({ frequency: value as Frequency, leftOut: [] })}
        />
        <Field label={t(`interval.${form.frequency}`)} type="number" required maxLength={4} {...text("interval")} />
      </div>
      {form.frequency === "WEEKLY" && <Weekdays form={form} starts={starts} change={change} />}
      {form.frequency === "MONTHLY" && <DayOfMonth form={form} starts={starts} change={change} />}
      <RadioGroup
        label={t("field.ends")}
        required
        value={form.ends}
        options={[
          { value: "count", label: t("ends.count") },
          { value: "until", label: t("ends.until") },
        ]}
        onChange={(ends) => change({ ends: ends as RuleForm["ends"] })}
      />
      {form.ends === "count" ? (
        <Field label={t("field.count")} hint={t("field.countHint")} type="number" required {...text("count")} />
      ) : (
        <Field label={t("field.until")} type="date" required {...text("until")} />
      )}
    </>
  );
}

type PartProps = Omit<RuleFieldsProps, "errors">;

function Weekdays({ form, starts, change }: PartProps): ReactNode {
  const t = useSeriesTexts();
  const nameOf = useWeekdays("long");
  const own = weekdayOf(starts);
  return (
    <div className="series-weekdays">
      <CheckboxGroup
        id="rule-weekdays"
        label={t("field.weekdays")}
        hint={t("field.weekdaysHint", { weekday: nameOf(own) })}
        required
        options={WEEKDAYS.map((value) => ({ value, label: nameOf(value), disabled: value === own }))}
        values={[...new Set([own, ...form.weekdays])]}
        onChange={(days) => change({ weekdays: days as Weekday[], leftOut: [] })}
      />
    </div>
  );
}

function DayOfMonth({ form, starts, change }: PartProps): ReactNode {
  const t = useSeriesTexts();
  const weekday = useWeekdays("long")(weekdayOf(starts));
  const nth = nthOf(starts);
  const options: { value: Monthly; label: string }[] = [
    { value: "day", label: t("monthly.day", { day: Number(starts.slice(8, 10)) }) },
    ...(nth > MOST_NTH ? [] : [{ value: "nth" as const, label: t(`nth.${nth}` as SeriesKey, { weekday }) }]),
    ...(isLastOfMonth(starts) ? [{ value: "last" as const, label: t("nth.last", { weekday }) }] : []),
  ];
  return (
    <RadioGroup
      label={t("field.monthly")}
      required
      value={form.monthly}
      options={options}
      onChange={(monthly) => change({ monthly: monthly as Monthly, leftOut: [] })}
    />
  );
}

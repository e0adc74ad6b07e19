// To whom a saved report is sent as a file, and when: by the clock of the event or of the organization.
import { useState, type ReactNode } from "react";
import { intlLocale } from "../../../lib/language";
import { Button } from "../../../ui/Button";
import { SidePanel } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useLocale } from "../../../ui/language";
import { useInstant } from "../parts/Instant";
import { useMembers } from "../parts/members";
import { Row, Rows } from "../parts/Rows";
import { Loaded } from "../shell/states";
import {
  useEndSchedule,
  useSchedule,
  useSchedules,
  type NewSchedule,
  type SavedReport,
  type Schedule,
} from "./queries";
import { useSavedReportTexts } from "./texts";

const CADENCES = ["daily", "weekly", "monthly"] as const;
type Cadence = (typeof CADENCES)[number];
const FORMATS = ["xlsx", "csv"] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const MONTH_DAYS = Array.from({ length: 28 }, (_, day) => day + 1);
const MORNING = 7;
/** A Monday, from which the names of weekdays are counted. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;

type Form = Required<Pick<NewSchedule, "cadence" | "hour" | "weekday" | "month_day" | "format">> & {
  readonly member: string;
};
const EMPTY: Form = { cadence: "weekly", hour: MORNING, weekday: 1, month_day: 1, format: "xlsx", member: "" };

export function SchedulePanel({
  report,
  onClose,
}: {
  readonly report: SavedReport;
  readonly onClose: () => void;
}): ReactNode {
  const t = useSavedReportTexts();
  const schedules = useSchedules(report.id);
  const make = useSchedule(report.id);
  const end = useEndSchedule(report.id);
  const [form, setForm] = useState(EMPTY);
  const failure = make.error ?? end.error;
  const send = (): void => {
    const { member, ...others } = form;
    make.mutate({ ...others, member_id: member === "" ? null : member });
  };
  return (
    <SidePanel open title={t("send.title", { name: report.name })} onClose={onClose}>
      <div className="stack">
        <p className="muted">{t("send.lead")}</p>
        <Asked form={form} change={(changes) => setForm({ ...form, ...changes })} />
        {failure !== null && <Failure error={failure} />}
        <div>
          <Button pending={make.isPending} onPress={send}>
            {t("send.make")}
          </Button>
        </div>
        <Loaded query={schedules} rows={2}>
          {(all) => <Schedules schedules={all} onEnd={(each) => end.mutate(each)} />}
        </Loaded>
      </div>
    </SidePanel>
  );
}

function Asked({
  form,
  change,
}: {
  readonly form: Form;
  readonly change: (changes: Partial<Form>) => void;
}): ReactNode {
  const t = useSavedReportTexts();
  const members = useMembers();
  const nameOf = useWeekday();
  const number = new Intl.NumberFormat(useLocale());
  return (
    <>
      <NativeSelect
        id="report-schedule-member"
        label={t("member")}
        required
        value={form.member}
        onChange={(member) => change({ member })}
        options={[
          { value: "", label: t("send.me") },
          ...members.map(({ id, display_name: label }) => ({ value: id, label })),
        ]}
      />
      <NativeSelect
        id="report-schedule-cadence"
        label={t("send.cadence")}
        required
        value={form.cadence}
        onChange={(cadence) => change({ cadence: cadence as Cadence })}
        options={CADENCES.map((value) => ({ value, label: t(`cadence.${value}`) }))}
      />
      {form.cadence === "weekly" && (
        <NativeSelect
          id="report-schedule-weekday"
          label={t("send.weekday")}
          required
          value={String(form.weekday)}
          onChange={(weekday) => change({ weekday: Number(weekday) })}
          options={WEEKDAYS.map((each) => ({ value: String(each), label: nameOf(each) }))}
        />
      )}
      {form.cadence === "monthly" && (
        <NativeSelect
          id="report-schedule-month_day"
          label={t("send.monthDay")}
          required
          value={String(form.month_day)}
          onChange={(day) => change({ month_day: Number(day) })}
          options={MONTH_DAYS.map((each) => ({ value: String(each), label: number.format(each) }))}
        />
      )}
      <NativeSelect
        id="report-schedule-hour"
        label={t("send.hour")}
        hint={t("send.hourHint")}
        required
        value={String(form.hour)}
        onChange={(hour) => change({ hour: Number(hour) })}
        options={HOURS.map((each) => ({ value: String(each), label: `${String(each).padStart(2, "0")}:00` }))}
      />
      <NativeSelect
        id="report-schedule-format"
        label={t("send.format")}
        required
        value={form.format}
        onChange={(format) => change({ format: format as "csv" | "xlsx" })}
        options={FORMATS.map((value) => ({ value, label: t(`format.${value}`) }))}
      />
    </>
  );
}

function useWeekday(): (weekday: number) => string {
  const format = new Intl.DateTimeFormat([intlLocale(useLocale()), "en"], { weekday: "long", timeZone: "UTC" });
  return (weekday) => format.format(MONDAY + (weekday - 1) * DAY);
}

function Schedules({
  schedules,
  onEnd,
}: {
  readonly schedules: readonly Schedule[];
  readonly onEnd: (schedule: Schedule) => void;
}): ReactNode {
  const t = useSavedReportTexts();
  const when = useInstant();
  const names = new Map(useMembers().map(({ id, display_name: name }) => [id, name]));
  if (schedules.length === 0) return null;
  return (
    <Rows label={t("send.to")}>
      {schedules.map((each) => (
        <Row
          key={each.id}
          title={names.get(each.member_id) ?? t("member")}
          facts={[t(`cadence.${each.cadence}`), t("send.next", { moment: when(each.next_at) })]}
          actions={[{ id: "end", label: t("end"), danger: true, onAction: () => onEnd(each) }]}
        />
      ))}
    </Rows>
  );
}

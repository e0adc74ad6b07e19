// To whom a saved report is sent as a file, and when: by the clock of the event or of the organization.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { SidePanel } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { NativeSelect } from "../../../ui/NativeSelect";
import { CadenceFields, MONDAY_MORNING, type Cadence } from "../parts/CadenceFields";
import { FILE_FORMATS, type FileFormat } from "../parts/file-formats";
import { useInstant } from "../parts/Instant";
import { useMembers } from "../parts/members";
import { Row, Rows } from "../parts/Rows";
import { Loaded } from "../shell/states";
import { useConsoleTexts } from "../shell/texts";
import { useEndSchedule, useSchedule, useSchedules, type SavedReport, type Schedule } from "./queries";
import { useSavedReportTexts } from "./texts";

interface Form extends Cadence {
  readonly format: FileFormat;
  readonly member: string;
}
const EMPTY: Form = { ...MONDAY_MORNING, format: "xlsx", member: "" };

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
      <CadenceFields id="report-schedule" value={form} onChange={change} />
      <NativeSelect
        id="report-schedule-format"
        label={t("send.format")}
        required
        value={form.format}
        onChange={(format) => change({ format: format as Form["format"] })}
        options={FILE_FORMATS.map((value) => ({ value, label: t(`format.${value}`) }))}
      />
    </>
  );
}

function Schedules({
  schedules,
  onEnd,
}: {
  readonly schedules: readonly Schedule[];
  readonly onEnd: (schedule: Schedule) => void;
}): ReactNode {
  const t = useSavedReportTexts();
  const words = useConsoleTexts();
  const when = useInstant();
  const names = new Map(useMembers().map(({ id, display_name: name }) => [id, name]));
  if (schedules.length === 0) return null;
  return (
    <Rows label={t("send.to")}>
      {schedules.map((each) => (
        <Row
          key={each.id}
          title={names.get(each.member_id) ?? t("member")}
          facts={[words(`cadence.${each.cadence}`), t("send.next", { moment: when(each.next_at) })]}
          actions={[{ id: "end", label: t("end"), danger: true, onAction: () => onEnd(each) }]}
        />
      ))}
    </Rows>
  );
}

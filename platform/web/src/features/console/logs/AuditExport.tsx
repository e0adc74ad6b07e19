// The log as a file: of the period that the list shows, or of all time; where it is asked for, with a reason.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { saveAs } from "../parts/download";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useInstant } from "../parts/Instant";
import { useNotify } from "../shell/notifications";
import { LOG_FORMATS, type AuditApi, type AuditFilter, type AuditPeriod } from "./log-api";
import { useLogTexts } from "./texts";

const LONGEST = 500;

interface Form {
  readonly format: AuditPeriod["format"];
  readonly reason: string;
}

const EMPTY: Form = { format: "csv", reason: "" };

export interface AuditExportProps {
  readonly api: AuditApi;
  /** Its period is the file's. */
  readonly filter: AuditFilter;
  readonly onClose: () => void;
}

export function AuditExport({ api, filter: { since, until }, onClose }: AuditExportProps): ReactNode {
  const t = useLogTexts();
  const instant = useInstant();
  const notify = useNotify();
  const period = { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
  const shown = (at: string | undefined): string => (at === undefined ? "…" : instant(at));
  const editing = useEditing<Form, Form>({
    entity: null,
    empty: EMPTY,
    formOf: (form) => form,
    prefix: "export",
    problemsOf: ({ reason }) =>
      new Map(api.needsReason && reason.trim() === "" ? [["reason", t("export.reasonMissing")]] : []),
    fieldOf: (pointer) => (pointer.endsWith("reason") ? "reason" : null),
    current: (form) => Promise.resolve(form),
    write: async (form) => {
      const file = await api.exportLog({ format: form.format, ...period }, form.reason.trim());
      saveAs(file, `audit.${form.format}`, file.type);
      return form;
    },
    onSaved: () => {
      notify(t("exported"));
      onClose();
    },
  });
  const { form, errors, change } = editing;
  return (
    <EntityPanel
      kind="dialog"
      title={t("export.title")}
      editing={editing}
      submit={t("export")}
      labelOf={() => null}
      onClose={onClose}
    >
      <p>
        {since === undefined && until === undefined
          ? t("export.all")
          : t("export.period", { from: shown(since), to: shown(until) })}
      </p>
      <RadioGroup
        label={t("export.format")}
        value={form.format}
        options={LOG_FORMATS.map((value) => ({ value, label: t(`format.${value}`) }))}
        onChange={(value) => change({ format: LOG_FORMATS.find((each) => each === value) ?? "csv" })}
      />
      {api.needsReason && (
        <Field
          id="export-reason"
          label={t("export.reason")}
          hint={t("export.reasonHint")}
          required
          rows={3}
          maxLength={LONGEST}
          value={form.reason}
          error={errors.get("reason")}
          onChange={(reason) => change({ reason })}
        />
      )}
      <p className="muted small">{t("export.recorded")}</p>
    </EntityPanel>
  );
}

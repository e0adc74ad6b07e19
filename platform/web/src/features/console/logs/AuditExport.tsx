// Exports the log of the period that the list shows, as a file; where it is asked for, with a reason on record.
import { useId, useState, type FormEvent, type ReactNode } from "react";
import { Refused } from "../../../lib/api";
import { saveAs } from "../parts/download";
import { placeErrors } from "../../../lib/problems";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { ErrorSummary } from "../../../ui/ErrorSummary";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { NotConfirmed } from "../session/connection";
import { useConsoleTexts } from "../shell/texts";
import type { AuditApi, AuditFilter } from "./log-api";
import { useLogTexts } from "./texts";

const LONGEST = 500;

export interface AuditExportProps {
  readonly api: AuditApi;
  /** Its period is the file's. */
  readonly filter: AuditFilter;
  readonly onClose: () => void;
}

export function AuditExport({ api, filter: { since, until }, onClose }: AuditExportProps): ReactNode {
  const t = useLogTexts();
  const c = useConsoleTexts();
  const id = useId();
  const [format, setFormat] = useState<"csv" | "jsonl">("csv");
  const [reason, setReason] = useState("");
  const [attempt, setAttempt] = useState(0);
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const isMissing = api.needsReason && attempt > 0 && reason.trim() === "";
  const said = refusal instanceof Refused ? placeErrors(refusal.problem, () => null).others : [];
  const errors = isMissing ? [t("export.reasonMissing")] : said;
  const send = (submitted: FormEvent): void => {
    submitted.preventDefault();
    setAttempt((now) => now + 1);
    setRefusal(null);
    if ((api.needsReason && reason.trim() === "") || isPending) return;
    setPending(true);
    const period = { format, ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
    void api
      .exportLog(period, reason.trim())
      .then(
        (file) => {
          saveAs(file, `audit.${format}`, file.type);
          onClose();
        },
        (error: unknown) => setRefusal(error instanceof NotConfirmed ? null : error),
      )
      .finally(() => setPending(false));
  };
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {c("cancel")}
      </Button>
      <Button type="submit" form={id} pending={isPending}>
        {t("export.button")}
      </Button>
    </>
  );
  return (
    <Dialog open title={t("export.title")} onClose={onClose} actions={actions}>
      <form id={id} className="stack" noValidate onSubmit={send}>
        <ErrorSummary
          attempt={attempt}
          errors={errors.map((text) => ({ id: isMissing ? `${id}-reason` : null, text }))}
        />
        {refusal !== null && !(refusal instanceof Refused) && <Failure error={refusal} />}
        <p>{t(since === undefined && until === undefined ? "export.whole" : "export.period")}</p>
        <RadioGroup
          label={t("export.format")}
          value={format}
          onChange={(chosen) => setFormat(chosen === "jsonl" ? "jsonl" : "csv")}
          options={[
            { value: "csv", label: "CSV" },
            { value: "jsonl", label: "JSON Lines" },
          ]}
        />
        {api.needsReason && (
          <Field
            id={`${id}-reason`}
            label={t("export.reason")}
            hint={t("export.reasonHint")}
            required
            rows={3}
            maxLength={LONGEST}
            value={reason}
            error={isMissing ? t("export.reasonMissing") : undefined}
            onChange={setReason}
          />
        )}
      </form>
    </Dialog>
  );
}

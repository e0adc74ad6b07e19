// The log as a file: of the period that the list shows, or of all time.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useInstant } from "../parts/Instant";
import { NotConfirmed } from "../session/connection";
import { useNotify } from "../shell/notifications";
import { useConsoleTexts } from "../shell/texts";
import { useExport } from "./queries";
import { useAuditTexts } from "./texts";

const FORMATS = ["csv", "jsonl"] as const;

export interface ExportDialogProps {
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly onClose: () => void;
}

export function ExportDialog({ since, until, onClose }: ExportDialogProps): ReactNode {
  const t = useAuditTexts();
  const words = useConsoleTexts();
  const instant = useInstant();
  const notify = useNotify();
  const made = useExport();
  const [format, setFormat] = useState<(typeof FORMATS)[number]>("csv");
  const send = (): void =>
    made.mutate(
      { format, since, until },
      {
        onSuccess: () => {
          notify(t("exported"));
          onClose();
        },
      },
    );
  const period =
    since === undefined && until === undefined
      ? t("export.all")
      : t("export.period", {
          from: since === undefined ? "…" : instant(since),
          to: until === undefined ? "…" : instant(until),
        });
  return (
    <Dialog
      open
      title={t("export.title")}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onPress={onClose}>
            {words("cancel")}
          </Button>
          <Button pending={made.isPending} onPress={send}>
            {t("export")}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>{period}</p>
        <RadioGroup
          label={t("export.format")}
          value={format}
          options={FORMATS.map((value) => ({ value, label: t(`format.${value}`) }))}
          onChange={(value) => setFormat(value === "jsonl" ? "jsonl" : "csv")}
        />
        <p className="muted small">{t("export.recorded")}</p>
        {made.isError && !(made.error instanceof NotConfirmed) && <Failure error={made.error} />}
      </div>
    </Dialog>
  );
}

// One's own exports that come round: when next, what became of the last, and their end.
import type { ReactNode } from "react";
import { Failure } from "../../../ui/Failure";
import { useInstant } from "../parts/Instant";
import { Row, Rows } from "../parts/Rows";
import { useNotify } from "../shell/notifications";
import { useConsoleTexts } from "../shell/texts";
import { useEndExportSchedule, useExportSchedules } from "./schedules";
import { useExportTexts } from "./texts";

export function ExportSchedules(): ReactNode {
  const t = useExportTexts();
  const words = useConsoleTexts();
  const when = useInstant();
  const notify = useNotify();
  const found = useExportSchedules().data ?? [];
  const ending = useEndExportSchedule();
  if (found.length === 0) return null;
  return (
    <section className="stack">
      <h3>{t("schedules")}</h3>
      {ending.isError && <Failure error={ending.error} />}
      <Rows label={t("schedules")}>
        {found.map((each) => (
          <Row
            key={each.id}
            title={each.name}
            facts={[
              words(`cadence.${each.cadence}`),
              t("next", { moment: when(each.next_at) }),
              each.last_outcome !== null && t(`outcome.${each.last_outcome}`, { file: each.last_file_name ?? "" }),
              each.delivery_failure !== null && t(`failure.${each.delivery_failure}`),
            ]}
            actions={[
              {
                id: "end",
                label: t("end"),
                danger: true,
                onAction: () => ending.mutate(each, { onSuccess: () => notify(t("ended", { name: each.name })) }),
              },
            ]}
          />
        ))}
      </Rows>
    </section>
  );
}

// One's own exports of late: their state, and their files while they are kept.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import { Row, Rows } from "../parts/Rows";
import { NotConfirmed } from "../session/connection";
import { useDeleteExport, useDownloadExport, useExport, useExports, type OrderExport } from "./exports";
import { useExportTexts } from "./texts";

export function PastExports(): ReactNode {
  const t = useExportTexts();
  const zone = useListZone();
  const found = useExports().data ?? [];
  const deleting = useDeleteExport();
  if (found.length === 0) return null;
  return (
    <section className="stack">
      <h3>{t("past")}</h3>
      {deleting.isError && <Failure error={deleting.error} />}
      <Rows label={t("past")}>
        {found.map((each) => (
          <Row
            key={each.id}
            title={t(`name.${each.kind}`)}
            tags={<ExportStateMark state={each.state} />}
            facts={[
              t("lines", { number: each.row_count }),
              <ShortMoment key="at" at={each.created_at} zone={zone} />,
              each.state === "ready" && <KeptUntil key="kept" export_={each} />,
            ]}
            end={each.state === "ready" && <DownloadExport id={each.id} size="small" />}
            actions={
              each.state === "running"
                ? []
                : [{ id: "delete", label: t("delete"), onAction: () => deleting.mutate(each.id) }]
            }
          />
        ))}
      </Rows>
    </section>
  );
}

/** What a job made, on the page of the job; nothing for those who did not start it. */
export function ExportOfJob({ id }: { readonly id: string }): ReactNode {
  const found = useExport(id).data;
  if (found?.state !== "ready") return found === undefined ? null : <ExportStateMark state={found.state} />;
  return (
    <div className="stack">
      <DownloadExport id={found.id} />
      <p className="muted small">
        <KeptUntil export_={found} />
      </p>
    </div>
  );
}

function KeptUntil({ export_ }: { readonly export_: OrderExport }): ReactNode {
  const t = useExportTexts();
  const zone = useListZone();
  return (
    <>
      {t("kept")} <ShortMoment at={export_.expires_at} zone={zone} />
    </>
  );
}

function DownloadExport({ id, size }: { readonly id: string; readonly size?: "small" }): ReactNode {
  const t = useExportTexts();
  const downloading = useDownloadExport();
  return (
    <>
      {downloading.isError && !(downloading.error instanceof NotConfirmed) && <Failure error={downloading.error} />}
      <Button
        kind="quiet"
        {...(size === undefined ? {} : { size })}
        pending={downloading.isPending}
        onPress={() => downloading.mutate(id)}
      >
        {t("download")}
      </Button>
    </>
  );
}

function ExportStateMark({ state }: { readonly state: OrderExport["state"] }): ReactNode {
  const t = useExportTexts();
  const look = {
    ready: "tag tag--good",
    failed: "tag tag--bad",
    running: "tag tag--accent",
    cancelled: "tag",
    expired: "tag",
  };
  return <span className={look[state]}>{t(`state.${state}`)}</span>;
}

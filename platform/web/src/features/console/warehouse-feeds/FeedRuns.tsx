// The runs of a warehouse feed: what each sent, how far it is, and what keeps it.
import type { ReactNode } from "react";
import { intlLocale } from "../../../lib/language";
import { SidePanel } from "../../../ui/Dialog";
import { useLocale } from "../../../ui/language";
import { Instant } from "../parts/Instant";
import { PagedRows } from "../parts/PagedRows";
import { Row } from "../parts/Rows";
import { useRuns, type WarehouseFeed, type WarehouseRun } from "./queries";
import { useWarehouseTexts } from "./texts";

const LOOKS = { running: "tag", complete: "tag tag--good", cancelled: "tag" } as const;

export interface FeedRunsProps {
  readonly feed: WarehouseFeed;
  readonly onClose: () => void;
}

export function FeedRuns({ feed, onClose }: FeedRunsProps): ReactNode {
  const t = useWarehouseTexts();
  return (
    <SidePanel open title={t("runsOf", { name: feed.name })} onClose={onClose}>
      <PagedRows label={t("runs")} list={useRuns(feed.id)} empty={<p className="muted">{t("noRuns")}</p>}>
        {(run) => <RunRow key={run.id} run={run} />}
      </PagedRows>
    </SidePanel>
  );
}

function RunRow({ run }: { readonly run: WarehouseRun }): ReactNode {
  const t = useWarehouseTexts();
  const number = new Intl.NumberFormat([intlLocale(useLocale()), "en"]);
  const isFull = run.tables.every(({ is_full: isWhole }) => isWhole);
  return (
    <Row
      title={t("run", { number: number.format(run.sequence) })}
      tags={<span className={run.failure === null ? LOOKS[run.state] : "tag tag--bad"}>{t(`run.${run.state}`)}</span>}
      facts={[
        <Instant key="started" at={run.started_at} />,
        t(isFull ? "run.full" : "run.changes"),
        t("run.size", { rows: number.format(run.row_count), files: number.format(run.file_count) }),
        run.failure !== null && t(`failure.${run.failure}`),
      ]}
    />
  );
}

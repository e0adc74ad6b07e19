// The printers at the entrance: how each is, what waits for it, what failed, and how one joins.
import "./badges.css";
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Empty } from "../../../ui/Empty";
import { useLocale } from "../../../ui/language";

import { useInstant } from "../parts/Instant";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { Copyable } from "../parts/SecretOnce";
import { Section } from "../parts/Section";
import { useEvent } from "../shell/event";
import { useEventTime } from "../shell/event-api";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { StationJobs } from "./StationJobs";
import { StationPanel } from "./StationPanel";
import {
  useDeleteStation,
  useIssueCode,
  useRevokeConnector,
  useStationsOf,
  useTestPage,
  type Station,
  type StationCode,
} from "./stations";
import { useBadgeTexts } from "./texts";

const GOOD: readonly Station["state"][] = ["ready", "printing"];

export default function PrintStations(): ReactNode {
  const t = useBadgeTexts();
  const { may, slug } = useOrganization();
  const event = useEvent();
  const stations = useStationsOf(event.id);
  const [edited, setEdited] = useState<Station | "new" | null>(null);
  const [code, setCode] = useState<StationCode | null>(null);
  const manages = may("print-stations.manage");
  const add = manages ? <Button onPress={() => setEdited("new")}>{t("station.add")}</Button> : null;
  return (
    <Page
      title={t("stations")}
      lead={t("stationsLead")}
      help="print-badges-at-the-entrance"
      back={{ to: eventPath(slug, event.id, "badges"), label: t("title") }}
      actions={add}
    >
      <Loaded query={stations} rows={2}>
        {(all) =>
          all.length === 0 ? (
            <Empty icon="form" title={t("station.none")} actions={add}>
              {t("station.noneText")}
            </Empty>
          ) : (
            <>
              <StationRows stations={all} onEdit={setEdited} onCode={setCode} />
              <StationJobs stations={all} />
            </>
          )
        }
      </Loaded>
      {edited !== null && <StationPanel station={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
      {code !== null && <CodeDialog code={code} onClose={() => setCode(null)} />}
    </Page>
  );
}

interface StationRowsProps {
  readonly stations: readonly Station[];
  readonly onEdit: (station: Station) => void;
  readonly onCode: (code: StationCode) => void;
}

function StationRows({ stations, onEdit, onCode }: StationRowsProps): ReactNode {
  const t = useBadgeTexts();
  const { may } = useOrganization();
  const notify = useNotify();
  const issue = useIssueCode();
  const test = useTestPage();
  const remove = useDeleteStation();
  const revoke = useRevokeConnector();
  const factsOf = useFacts();
  const [removed, setRemoved] = useState<Station | null>(null);
  const [revoked, setRevoked] = useState<Station | null>(null);
  const actionsOf = (station: Station) => [
    ...(may("badges.print")
      ? [
          {
            id: "test",
            label: t("station.test"),
            onAction: () => test.mutate(station, { onSuccess: () => notify(t("station.tested")) }),
          },
        ]
      : []),
    ...(may("print-stations.manage")
      ? [
          {
            id: "join",
            label: t("station.join"),
            onAction: () => issue.mutate(station, { onSuccess: onCode }),
          },
          { id: "edit", label: t("station.edit"), onAction: () => onEdit(station) },
          ...(station.connector_name === null
            ? []
            : [{ id: "revoke", label: t("station.revoke"), danger: true, onAction: () => setRevoked(station) }]),
          { id: "delete", label: t("station.delete"), danger: true, onAction: () => setRemoved(station) },
        ]
      : []),
  ];
  return (
    <Section title={t("station.all")}>
      <Rows label={t("station.all")}>
        {stations.map((station) => (
          <Row
            key={station.id}
            title={station.name}
            tags={
              <span className={GOOD.includes(station.state) ? "tag tag--good" : "tag tag--bad"}>
                {t(`station.state.${station.state}`)}
              </span>
            }
            facts={factsOf(station)}
            actions={actionsOf(station)}
          />
        ))}
      </Rows>
      {revoked !== null && (
        <RemoveDialog
          title={t("station.revokeTitle", { name: revoked.connector_name ?? "" })}
          text={t("station.revokeText")}
          what={revoked}
          remove={revoke}
          confirm={t("station.revoke")}
          onDone={t("station.revoked")}
          onClose={() => setRevoked(null)}
        />
      )}
      {removed !== null && (
        <RemoveDialog
          title={t("station.deleteTitle", { name: removed.name })}
          text={t("station.deleteText")}
          what={removed}
          remove={remove}
          confirm={t("station.delete")}
          onDone={t("station.deleted", { name: removed.name })}
          onClose={() => setRemoved(null)}
        />
      )}
    </Section>
  );
}

/** What its printer is, who prints, what the printer says, and how much waits. */
function useFacts(): (station: Station) => readonly string[] {
  const t = useBadgeTexts();
  const moment = useEventTime();
  const number = new Intl.NumberFormat(useLocale());
  return (station) => [
    [
      station.format === "pdf" ? t("station.pdf") : t("format.zpl", { number: station.dpi }),
      station.connector_name ?? "",
      station.seen_at === null ? "" : t("station.seen", { at: moment(station.seen_at) }),
    ]
      .filter((each) => each !== "")
      .join(" · "),
    station.printer_detail,
    [
      station.waiting === 0
        ? ""
        : t("station.waiting", { count: station.waiting, shown: number.format(station.waiting) }),
      station.failed === 0 ? "" : t("station.failed", { count: station.failed, shown: number.format(station.failed) }),
    ]
      .filter((each) => each !== "")
      .join(" · "),
  ];
}

function CodeDialog({ code, onClose }: { readonly code: StationCode; readonly onClose: () => void }): ReactNode {
  const t = useBadgeTexts();
  const instant = useInstant();
  return (
    <Dialog
      open
      alert
      title={t("station.join")}
      onClose={onClose}
      actions={<Button onPress={onClose}>{t("done")}</Button>}
    >
      <div className="stack">
        <p>{t("station.joinText")}</p>
        <Copyable label={t("station.install")} value="pip install turnout-print" />
        <Copyable label={t("station.command")} value={code.command} />
        <Copyable label={t("station.run")} value="turnout-print run" />
        <p className="muted small">{t("station.once", { at: instant(code.expires_at) })}</p>
      </div>
    </Dialog>
  );
}

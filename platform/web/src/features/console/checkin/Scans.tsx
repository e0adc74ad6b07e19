// Every scan at the door: who was let in and who was refused, why, by which device; and taking one back.
import "./checkin.css";
import { useDeferredValue, useState, type ReactNode } from "react";
import { useSearchParams } from "react-router";
import { Empty } from "../../../ui/Empty";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useTicketTypes } from "../events/queries";
import { ExportButton } from "../exports/ExportButton";
import type { Scope } from "../exports/ExportPanel";
import { PagedRows } from "../parts/PagedRows";
import { Row } from "../parts/Rows";
import { useEvent } from "../shell/event";
import { useEventTime } from "../shell/event-api";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { useLists, type Undone } from "./queries";
import { useScans, type CheckinScan, type Reason, type ScanFilter } from "./scans";
import { useCheckinTexts } from "./texts";
import { UndoDialog } from "./UndoDialog";

const OUTCOMES: readonly CheckinScan["outcome"][] = ["admitted", "exited", "refused", "overridden"];
const REFUSALS: readonly Reason[] = [
  "already_admitted",
  "unknown_ticket",
  "malformed",
  "forged",
  "unknown_key",
  "wrong_event",
  "refunded",
  "void",
  "transferred",
  "wrong_list",
  "not_registered",
  "session_cancelled",
  "session_full",
  "not_yet",
  "over",
  "reentry_limit",
  "reentry_expired",
  "full",
  "not_inside",
  "no_exits",
];
const LOOKS: Readonly<Record<CheckinScan["outcome"], string>> = {
  admitted: "tag tag--good",
  exited: "tag",
  refused: "tag tag--bad",
  overridden: "tag tag--warm",
};
/** So much of a code's hash tells two codes of a door apart. */
const SHOWN_OF_HASH = 8;

export default function Scans(): ReactNode {
  const t = useCheckinTexts();
  const { may, slug } = useOrganization();
  const event = useEvent();
  const { filter, change } = useFilter();
  const [device, setDevice] = useState("");
  const part = useDeferredValue(device.trim());
  const wanted: ScanFilter = { ...filter, ...(part === "" ? {} : { device: part }) };
  const lists = useLists().data ?? [];
  return (
    <Page
      title={t("scans")}
      lead={t("scans.lead")}
      help="run-an-event"
      back={{ to: eventPath(slug, event.id, "checkin"), label: t("title") }}
      {...(may("checkin.manage") && may("orders.read")
        ? { actions: <ExportButton label={t("scans.export")} scopes={scopesOf(event.id, wanted)} eventId={event.id} /> }
        : {})}
    >
      <div className="stack">
        <div className="checkin-filters">
          <NativeSelect
            label={t("scans.outcome")}
            options={OUTCOMES.map((value) => ({ value, label: t(`scans.outcome.${value}`) }))}
            value={filter.outcome ?? ""}
            onChange={(value) => change("outcome", value)}
          />
          <NativeSelect
            label={t("scans.reason")}
            options={REFUSALS.map((value) => ({ value, label: t(`reason.${value}`) }))}
            value={filter.reason ?? ""}
            onChange={(value) => change("reason", value)}
          />
          {lists.length > 1 && (
            <NativeSelect
              label={t("desk.list")}
              options={lists.map(({ id, name }) => ({ value: id, label: name }))}
              value={filter.list_id ?? ""}
              onChange={(value) => change("list_id", value)}
            />
          )}
          <Field id="scan-device" label={t("scans.device")} value={device} onChange={setDevice} autoComplete="off" />
        </div>
        <Log wanted={wanted} />
      </div>
    </Page>
  );
}

/** Those that the list shows, or all of the event. */
function scopesOf(eventId: string, wanted: ScanFilter): readonly [Scope, ...Scope[]] {
  const all: Scope = { id: "all", exported: { kind: "checkins", chosen: { filter: { event_id: eventId } } } };
  if (Object.keys(wanted).length === 0) return [all];
  return [{ id: "filter", exported: { kind: "checkins", chosen: { filter: { event_id: eventId, ...wanted } } } }, all];
}

function Log({ wanted }: { readonly wanted: ScanFilter }): ReactNode {
  const t = useCheckinTexts();
  const moment = useEventTime();
  const event = useEvent();
  const { may } = useOrganization();
  const types = useTicketTypes(event.id).data ?? [];
  const scans = useScans(wanted);
  const [undone, setUndone] = useState<CheckinScan | null>(null);
  const nameOf = (scan: CheckinScan): string =>
    scan.attendee_name || t(scan.ticket_id === null ? "scans.noTicket" : "unknownPerson");
  return (
    <>
      <PagedRows
        label={t("scans")}
        list={scans}
        empty={
          Object.keys(wanted).length > 0 ? (
            <p className="muted">{t("scans.notFound")}</p>
          ) : (
            <Empty icon="scan" title={t("scans.none")}>
              {t("scans.noneText")}
            </Empty>
          )
        }
      >
        {(scan) => (
          <Row
            key={scan.id}
            title={nameOf(scan)}
            tags={
              <>
                <span className={LOOKS[scan.outcome]}>
                  {scan.outcome === "refused" ? t(`reason.${scan.reason}`) : t(`scans.outcome.${scan.outcome}`)}
                </span>
                {scan.undone_at !== null && <span className="tag tag--warm">{t("latest.undone")}</span>}
              </>
            }
            facts={[
              <bdi key="type">{types.find(({ id }) => id === scan.ticket_type_id)?.name ?? ""}</bdi>,
              [moment(scan.at), scan.gate, scan.device].filter((each) => each !== "").join(" · "),
              scan.code_hash === null ? "" : t("scans.code", { mark: scan.code_hash.slice(0, SHOWN_OF_HASH) }),
              scan.override_reason === null ? (
                ""
              ) : (
                <bdi key="override">{`${t(`reason.${scan.reason}`)}: ${scan.override_reason}`}</bdi>
              ),
              scan.undo_reason === null ? "" : <bdi key="reason">{scan.undo_reason}</bdi>,
            ]}
            actions={
              undoneBy(scan) !== null && may("checkin.undo")
                ? [{ id: "undo", label: t("undo.button"), danger: true, onAction: () => setUndone(scan) }]
                : []
            }
          />
        )}
      </PagedRows>
      {undone !== null && <UndoOf scan={undone} name={nameOf(undone)} onClose={() => setUndone(null)} />}
    </>
  );
}

/** What can be taken back of a scan; null: nothing. */
function undoneBy({ admission_id: admission, exit_id: exit, undone_at: at }: CheckinScan): Undone | null {
  if (at !== null) return null;
  if (exit !== null) return { kind: "exit", id: exit };
  return admission === null ? null : { kind: "checkin", id: admission };
}

interface UndoOfProps {
  readonly scan: CheckinScan;
  readonly name: string;
  readonly onClose: () => void;
}

function UndoOf({ scan, ...dialog }: UndoOfProps): ReactNode {
  const undone = undoneBy(scan);
  return undone === null ? null : <UndoDialog undone={undone} {...dialog} />;
}

/** What is asked for, kept in the address. */
function useFilter(): {
  readonly filter: ScanFilter;
  readonly change: (name: keyof ScanFilter, value: string) => void;
} {
  const [asked, setAsked] = useSearchParams();
  const outcome = OUTCOMES.find((each) => each === asked.get("outcome"));
  const reason = REFUSALS.find((each) => each === asked.get("reason"));
  const list = asked.get("list_id");
  return {
    filter: {
      ...(outcome === undefined ? {} : { outcome }),
      ...(reason === undefined ? {} : { reason }),
      ...(list === null ? {} : { list_id: list }),
    },
    change: (name, value) =>
      setAsked(
        (now) => {
          const next = new URLSearchParams(now);
          if (value === "") next.delete(name);
          else next.set(name, value);
          return next;
        },
        { replace: true },
      ),
  };
}

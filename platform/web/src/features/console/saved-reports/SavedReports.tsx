// Reports under a name, beside the one that is shown: opened, shared with a member, sent by mail.
import { useState, type ReactNode } from "react";
import { Refused } from "../../../lib/api";
import { placeErrors } from "../../../lib/problems";
import type { Action } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useReportTexts } from "../sales-reports/texts";
import { GROUPINGS, PERIODS, type Wish } from "../sales-reports/wish";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Loaded } from "../shell/states";
import { LinkPanel } from "./LinkPanel";
import { useRemoveReport, useSavedReports, useSaveReport, type SavedReport } from "./queries";
import { SchedulePanel } from "./SchedulePanel";
import { SharePanel } from "./SharePanel";
import { useSavedReportTexts } from "./texts";

const LONGEST_NAME = 100;
/** Groups whose lines say who somebody is: nothing for people without an account. */
const NAMING_PEOPLE: ReadonlySet<string> = new Set(["sold_by"]);

export interface SavedReportsProps {
  readonly wish: Wish;
  readonly change: (changes: Partial<Wish>) => void;
  readonly eventId: string | null;
}

export function SavedReports({ wish, change, eventId }: SavedReportsProps): ReactNode {
  const t = useSavedReportTexts();
  const { may } = useOrganization();
  const editable = may("saved-reports.manage");
  const links = may("report-links.manage") && may("orders.read");
  const reports = useSavedReports();
  const remove = useRemoveReport();
  const [removed, setRemoved] = useState<SavedReport | null>(null);
  const [shared, setShared] = useState<SavedReport | null>(null);
  const [sent, setSent] = useState<SavedReport | null>(null);
  const [linked, setLinked] = useState<SavedReport | null>(null);
  const actionsOf = (report: SavedReport): Action[] => [
    ...(editable ? [{ id: "share", label: t("share"), onAction: () => setShared(report) }] : []),
    ...(links && !NAMING_PEOPLE.has(report.group_by)
      ? [{ id: "link", label: t("link"), onAction: () => setLinked(report) }]
      : []),
    ...(editable
      ? [
          { id: "send", label: t("send"), onAction: () => setSent(report) },
          { id: "remove", label: t("delete"), danger: true, onAction: () => setRemoved(report) },
        ]
      : []),
  ];
  return (
    <Section title={t("title")} lead={t("lead")} boxed>
      <div className="stack">
        {editable && <SaveThis wish={wish} eventId={eventId} />}
        <Loaded query={reports} rows={2}>
          {(all) => (
            <Listed
              reports={all.filter(({ event_id: of, series_id: series }) => of === eventId && series === null)}
              change={change}
              actionsOf={actionsOf}
            />
          )}
        </Loaded>
      </div>
      {shared !== null && <SharePanel report={shared} onClose={() => setShared(null)} />}
      {linked !== null && <LinkPanel report={linked} onClose={() => setLinked(null)} />}
      {sent !== null && <SchedulePanel report={sent} onClose={() => setSent(null)} />}
      {removed !== null && (
        <RemoveDialog
          title={t("removeTitle", { name: removed.name })}
          text={t("removeText")}
          what={removed}
          remove={remove}
          onDone={t("removed", { name: removed.name })}
          onClose={() => setRemoved(null)}
        />
      )}
    </Section>
  );
}

interface ListedProps {
  readonly reports: readonly SavedReport[];
  readonly change: (changes: Partial<Wish>) => void;
  readonly actionsOf: (report: SavedReport) => readonly Action[];
}

function Listed({ reports, change, actionsOf }: ListedProps): ReactNode {
  const t = useSavedReportTexts();
  const words = useReportTexts();
  if (reports.length === 0) return <p className="muted">{t("none")}</p>;
  return (
    <Rows label={t("title")}>
      {reports.map((report) => {
        const wish = wishOf(report);
        return (
          <Row
            key={report.id}
            title={report.name}
            onOpen={() => change(wish)}
            facts={[`${words(`period.${wish.period}`)} · ${words(`by.${wish.groupBy}`)}`]}
            actions={actionsOf(report)}
          />
        );
      })}
    </Rows>
  );
}

function wishOf(report: SavedReport): Wish {
  const period = PERIODS.find((each) => each === report.period) ?? "all";
  const groupBy = GROUPINGS.find((each) => each === report.group_by) ?? "day";
  return { period, groupBy, first: report.first_day ?? "", last: report.last_day ?? "" };
}

function SaveThis({ wish, eventId }: { readonly wish: Wish; readonly eventId: string | null }): ReactNode {
  const t = useSavedReportTexts();
  const notify = useNotify();
  const save = useSaveReport();
  const [name, setName] = useState("");
  const placed = save.error instanceof Refused ? placeErrors(save.error.problem, (at) => at.slice(1)) : null;
  const wrong = placed?.fields.get("name");
  const isOwn = wish.period === "own";
  const body = {
    name,
    period: wish.period,
    group_by: wish.groupBy,
    event_id: eventId,
    first_day: isOwn && wish.first !== "" ? wish.first : null,
    last_day: isOwn && wish.last !== "" ? wish.last : null,
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(body, {
          onSuccess: (made) => {
            notify(t("saved", { name: made.name }));
            setName("");
          },
        });
      }}
    >
      <Field
        id="saved-report-name"
        label={t("name")}
        hint={t("nameHint")}
        required
        maxLength={LONGEST_NAME}
        value={name}
        onChange={setName}
        {...(wrong === undefined ? {} : { error: wrong })}
      />
      {save.error !== null && wrong === undefined && <Failure error={save.error} />}
      <div>
        <Button type="submit" kind="quiet" pending={save.isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}

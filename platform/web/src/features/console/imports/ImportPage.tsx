// One table of attendees: what its columns mean, what would become of its rows, and bringing them in.
import "../parts/lists.css";
import "../orders/orders.css";
import "./imports.css";
import { useState, type ReactNode } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { Notice } from "../../../ui/Notice";
import { JobProgress } from "../orders/job-marks";
import { useJob } from "../orders/jobs";
import { useDownload } from "../parts/download";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Section } from "../parts/Section";
import { NotConfirmed } from "../session/connection";
import { ShortMoment } from "../parts/ShortMoment";
import { useEvent } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath, organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { ImportStateMark } from "./marks";
import { MappingFields } from "./MappingFields";
import { Preview } from "./Preview";
import { ONE_IMPORT, useCheck, useDeleteImport, useImport, useRun, type Import } from "./queries";
import { RowReport } from "./RowReport";
import { useImportTexts } from "./texts";

export default function ImportPage(): ReactNode {
  const { import: id = "" } = useParams();
  return <Loaded query={useImport(id)}>{(found) => <OneImport key={found.id} found={found} />}</Loaded>;
}

function OneImport({ found }: { readonly found: Import }): ReactNode {
  const t = useImportTexts();
  const event = useEvent();
  const { slug } = useOrganization();
  const check = useCheck();
  const [isEdited, setEdited] = useState(false);
  const isOpen = found.state !== "running" && found.emptied_at === null;
  const back = { to: eventPath(slug, event.id, "attendees/import"), label: t("title") };
  return (
    <Page
      title={found.file_name || t("unnamed")}
      tags={<ImportStateMark found={found} />}
      lead={<ShortMoment at={found.created_at} zone={event.time_zone} />}
      actions={<Actions found={found} />}
      back={back}
    >
      <div className="stack">
        {found.state === "running" && <Running found={found} />}
        {found.state === "done" && <Result found={found} />}
        {found.emptied_at !== null && <Notice title={t("emptied")}>{t("emptiedText")}</Notice>}
        {isOpen && (
          <>
            <Section title={t("columns")} lead={t("columnsLead")}>
              <Preview found={found} />
              <MappingFields found={found} onEdited={setEdited} onSaved={(saved) => check.mutate(saved)} />
            </Section>
            <Checking found={found} check={check} isEdited={isEdited} />
          </>
        )}
        {(found.checked_at !== null || found.emptied_at !== null) && <RowReport found={found} />}
      </div>
    </Page>
  );
}

function Actions({ found }: { readonly found: Import }): ReactNode {
  const t = useImportTexts();
  const event = useEvent();
  const { slug } = useOrganization();
  const navigate = useNavigate();
  const [isAsked, setAsked] = useState(false);
  const remove = useDeleteImport();
  const download = useDownload((api, organization_id, id: string) =>
    api.GET(`${ONE_IMPORT}/report.csv`, {
      params: { path: { organization_id, event_id: event.id, attendee_import_id: id } },
      parseAs: "blob",
    }),
  );
  return (
    <>
      {download.isError && !(download.error instanceof NotConfirmed) && <Failure error={download.error} />}
      {found.checked_at !== null && (
        <Button kind="quiet" pending={download.isPending} onPress={() => download.mutate(found.id)}>
          {t("report")}
        </Button>
      )}
      {found.state !== "running" && (
        <Button kind="quiet" onPress={() => setAsked(true)}>
          {t("delete")}
        </Button>
      )}
      {isAsked && (
        <RemoveDialog
          title={t("deleteTitle")}
          text={t("deleteText")}
          what={found}
          remove={remove}
          onDone={t("deleted")}
          onClose={() => setAsked(false)}
          onRemoved={() => void navigate(eventPath(slug, event.id, "attendees/import"))}
        />
      )}
    </>
  );
}

interface CheckingProps {
  readonly found: Import;
  readonly check: ReturnType<typeof useCheck>;
  /** The form says something else than what is kept: that would be looked through. */
  readonly isEdited: boolean;
}

/** The dry run, and bringing in what it found ready. */
function Checking({ found, check, isEdited }: CheckingProps): ReactNode {
  const t = useImportTexts();
  const notify = useNotify();
  const run = useRun();
  const { ready, orders, refused, skipped } = found.counts;
  const isChecked = found.state === "checked";
  const said = isChecked
    ? t("checked", { ready, orders, refused, skipped })
    : t(found.state === "done" ? "runAgain" : "unchecked");
  return (
    <Section title={t("check")} lead={t("checkLead")} boxed>
      {check.isError && <Failure error={check.error} />}
      {run.isError && !(run.error instanceof NotConfirmed) && <Failure error={run.error} />}
      <p role="status">{check.isPending ? t("checking") : said}</p>
      <div className="row">
        {isChecked && ready > 0 && !isEdited && (
          <Button
            pending={run.isPending}
            isDisabled={check.isPending}
            onPress={() => run.mutate(found, { onSuccess: () => notify(t("started")) })}
          >
            {t("run", { number: ready })}
          </Button>
        )}
        <Button
          kind={isChecked ? "quiet" : "primary"}
          pending={check.isPending}
          isDisabled={isEdited}
          onPress={() => {
            run.reset();
            check.mutate(found);
          }}
        >
          {t(isChecked ? "checkAgain" : "checkButton")}
        </Button>
      </div>
    </Section>
  );
}

function Running({ found }: { readonly found: Import }): ReactNode {
  const t = useImportTexts();
  const { slug, may } = useOrganization();
  const job = useJob(found.job_id ?? "").data;
  return (
    <div className="panel stack" role="status">
      {job === undefined ? <p>{t("state.running")}</p> : <JobProgress job={job} />}
      <p className="muted small">{t("leave")}</p>
      {found.job_id !== null && may("jobs.read") && (
        <Link to={organizationPath(slug, `jobs/${found.job_id}`)}>{t("job")}</Link>
      )}
    </div>
  );
}

function Result({ found }: { readonly found: Import }): ReactNode {
  const t = useImportTexts();
  const event = useEvent();
  const { slug } = useOrganization();
  const { imported, skipped, refused, ready } = found.counts;
  const link = <Link to={eventPath(slug, event.id, "attendees")}>{t("toAttendees")}</Link>;
  return (
    <Notice kind={refused + ready > 0 ? "warm" : "good"} title={t("done", { number: imported })} actions={link}>
      {t("doneText", { skipped, refused: refused + ready })}
    </Notice>
  );
}

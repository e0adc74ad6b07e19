// A schedule file into the programme: tried at once, its report read, then carried out.
import "./programme.css";
import { useState, type ReactNode } from "react";
import { Link } from "react-router";
import { Refused } from "../../../lib/api";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { Notice } from "../../../ui/Notice";
import { RadioGroup } from "../../../ui/RadioGroup";
import { FileChoice } from "../parts/FileChoice";
import { ShortMoment } from "../parts/ShortMoment";
import { useEvent } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { ImportReport } from "./ImportReport";
import { ENDINGS, hasChanges, typeOf, useImport, useImports, type Missing } from "./imports";
import { useProgrammeTexts } from "./texts";

const WAYS: readonly Missing[] = ["keep", "cancel", "remove"];
const ZONE_NEEDED = "events.time-zone-needed";

export default function ImportProgramme(): ReactNode {
  const t = useProgrammeTexts();
  const event = useEvent();
  const { slug } = useOrganization();
  const back = { to: eventPath(slug, event.id, "programme"), label: t("title") };
  return (
    <Page title={t("import.title")} lead={t("import.lead")} back={back} narrow>
      <div className="stack">
        <Importing />
        <Former />
      </div>
    </Page>
  );
}

function Importing(): ReactNode {
  const t = useProgrammeTexts();
  const notify = useNotify();
  const { time_zone: eventZone } = useEvent();
  const [file, setFile] = useState<File | null>(null);
  const [missing, setMissing] = useState<Missing>("keep");
  const [timeZone, setTimeZone] = useState("");
  const [isUnknown, setUnknown] = useState(false);
  const trying = useImport();
  const taking = useImport();
  const report = taking.data ?? trying.data;
  const rehearse = (chosen: File, way: Missing, zone: string): void => {
    taking.reset();
    trying.mutate({ file: chosen, missing: way, timeZone: zone, isDryRun: true });
  };
  const choose = (chosen: File): void => {
    setUnknown(typeOf(chosen.name) === null);
    setFile(chosen);
    setMissing("keep");
    setTimeZone("");
    trying.reset();
    taking.reset();
    if (typeOf(chosen.name) !== null) rehearse(chosen, "keep", "");
  };
  const take = (): void => {
    if (file === null) return;
    taking.mutate({ file, missing, timeZone, isDryRun: false }, { onSuccess: () => notify(t("import.done")) });
  };
  const withZone = (): void => {
    setTimeZone(eventZone);
    if (file !== null) rehearse(file, missing, eventZone);
  };
  return (
    <section className="panel stack" aria-label={t("import.title")}>
      <FileChoice
        label={t("import.file")}
        hint={t("import.fileHint")}
        accept={ENDINGS}
        error={isUnknown ? t("import.unknown") : undefined}
        onChoose={choose}
      />
      <p role="status" className="small">
        {trying.isPending ? t("import.trying") : ""}
      </p>
      {trying.isError && <Unreadable error={trying.error} zone={eventZone} onZone={withZone} />}
      {taking.isError && <Failure error={taking.error} />}
      {report !== undefined && file !== null && (
        <>
          <ImportReport report={report} />
          {report.is_dry_run && report.vanished.length > 0 && (
            <RadioGroup
              label={t("import.missing", { count: report.vanished.length })}
              value={missing}
              options={WAYS.map((value) => ({ value, label: t(`import.missing.${value}`) }))}
              onChange={(way) => {
                setMissing(way as Missing);
                rehearse(file, way as Missing, timeZone);
              }}
            />
          )}
          {report.is_dry_run && (
            <div className="row">
              <Button pending={taking.isPending} isDisabled={trying.isPending || !hasChanges(report)} onPress={take}>
                {t("import.take")}
              </Button>
            </div>
          )}
        </>
      )}
    </section>
  );
}

interface UnreadableProps {
  readonly error: unknown;
  readonly zone: string;
  readonly onZone: () => void;
}

function Unreadable({ error, zone, onZone }: UnreadableProps): ReactNode {
  const t = useProgrammeTexts();
  if (!(error instanceof Refused) || error.problem.status >= 500) return <Failure error={error} />;
  const { code, title, detail, errors } = error.problem;
  const isZone = code === ZONE_NEEDED;
  const actions = (
    <Button size="small" onPress={onZone}>
      {t("import.useZone", { zone })}
    </Button>
  );
  return (
    <Notice kind={isZone ? "warm" : "bad"} title={title} announce {...(isZone ? { actions } : {})}>
      {errors.length > 0 ? errors.map((each) => each.detail).join(" ") : detail}
    </Notice>
  );
}

/** Earlier imports with their reports, the newest first. */
function Former(): ReactNode {
  const t = useProgrammeTexts();
  const event = useEvent();
  const { slug } = useOrganization();
  const imports = useImports();
  return (
    <Loaded query={imports} rows={2}>
      {(reports) =>
        reports.length === 0 ? null : (
          <section className="panel stack">
            <h2>{t("import.former")}</h2>
            {reports.map((report) => (
              <details key={report.id}>
                <summary className="import-former">
                  <ShortMoment at={report.imported_at} zone={event.time_zone} /> · {report.format.toUpperCase()}
                </summary>
                <ImportReport report={report} />
                <Link to={eventPath(slug, event.id, `programme/import/${report.id}`)}>{t("import.link")}</Link>
              </details>
            ))}
          </section>
        )
      }
    </Loaded>
  );
}

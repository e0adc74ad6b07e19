// What became of one schedule file, at an address to pass on.
import "./programme.css";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { ShortMoment } from "../parts/ShortMoment";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { ImportReport } from "./ImportReport";
import { useImportReport } from "./imports";
import { useProgrammeTexts } from "./texts";

export default function ImportPage(): ReactNode {
  const t = useProgrammeTexts();
  const event = useEvent();
  const { slug } = useOrganization();
  const { import: id = "" } = useParams();
  const report = useImportReport(id);
  const back = { to: eventPath(slug, event.id, "programme/import"), label: t("import.title") };
  return (
    <Page title={t("import.one")} back={back} narrow>
      <Loaded query={report}>
        {(found) => (
          <section className="panel stack" aria-label={t("import.one")}>
            <p className="muted">
              <ShortMoment at={found.imported_at} zone={event.time_zone} /> · {found.format.toUpperCase()}
            </p>
            <ImportReport report={found} />
          </section>
        )}
      </Loaded>
    </Page>
  );
}

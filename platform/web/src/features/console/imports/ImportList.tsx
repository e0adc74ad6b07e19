// A table of attendees is sent here; and those that were.
import "./imports.css";
import { useState, type ReactNode } from "react";
import { useNavigate } from "react-router";
import { Refused } from "../../../lib/api";
import { Empty } from "../../../ui/Empty";
import { Failure } from "../../../ui/Failure";
import { Notice } from "../../../ui/Notice";
import { FileChoice } from "../parts/FileChoice";
import { PagedRows } from "../parts/PagedRows";
import { Row } from "../parts/Rows";
import { Section } from "../parts/Section";
import { ShortMoment } from "../parts/ShortMoment";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { ImportStateMark } from "./marks";
import { ENDINGS, typeOf, useImports, useSendTable, type Import } from "./queries";
import { useImportTexts } from "./texts";

const SERVER_ERROR = 500;

export default function ImportList(): ReactNode {
  const t = useImportTexts();
  const event = useEvent();
  const { slug } = useOrganization();
  const back = { to: eventPath(slug, event.id, "attendees"), label: t("attendees") };
  return (
    <Page title={t("title")} lead={t("lead")} back={back} narrow>
      <div className="stack">
        <Sending />
        <Former />
      </div>
    </Page>
  );
}

function Sending(): ReactNode {
  const t = useImportTexts();
  const event = useEvent();
  const { slug } = useOrganization();
  const navigate = useNavigate();
  const sending = useSendTable();
  const [isUnknown, setUnknown] = useState(false);
  const choose = (file: File): void => {
    sending.reset();
    setUnknown(typeOf(file.name) === null);
    if (typeOf(file.name) === null) return;
    sending.mutate(file, {
      onSuccess: ({ id }) => void navigate(eventPath(slug, event.id, `attendees/import/${id}`)),
    });
  };
  return (
    <section className="panel stack" aria-label={t("title")}>
      <FileChoice
        label={t("file")}
        hint={t("fileHint")}
        accept={ENDINGS}
        error={isUnknown ? t("fileUnknown") : undefined}
        onChoose={choose}
      />
      <p role="status" className="small">
        {sending.isPending ? t("reading") : ""}
      </p>
      {sending.isError && <Unreadable error={sending.error} />}
    </section>
  );
}

function Unreadable({ error }: { readonly error: Error }): ReactNode {
  if (!(error instanceof Refused) || error.problem.status >= SERVER_ERROR) return <Failure error={error} />;
  const { title, detail, errors } = error.problem;
  return (
    <Notice kind="bad" title={title} announce>
      {errors.length > 0 ? errors.map((each) => each.detail).join(" ") : detail}
    </Notice>
  );
}

function Former(): ReactNode {
  const t = useImportTexts();
  const imports = useImports();
  return (
    <Section title={t("former")}>
      <PagedRows
        label={t("former")}
        list={imports}
        empty={
          <Empty icon="people" title={t("none")}>
            {t("noneText")}
          </Empty>
        }
      >
        {(each) => <FormerImport key={each.id} found={each} />}
      </PagedRows>
    </Section>
  );
}

function FormerImport({ found }: { readonly found: Import }): ReactNode {
  const t = useImportTexts();
  const event = useEvent();
  const { slug } = useOrganization();
  const { imported, refused } = found.counts;
  return (
    <Row
      title={found.file_name || t("unnamed")}
      to={eventPath(slug, event.id, `attendees/import/${found.id}`)}
      tags={<ImportStateMark found={found} />}
      facts={[
        <ShortMoment key="at" at={found.created_at} zone={event.time_zone} />,
        imported + refused > 0 && t("figures", { imported, refused }),
      ]}
    />
  );
}

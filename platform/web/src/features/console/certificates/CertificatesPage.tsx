// Certificates of attendance: what they say and who may have one, and those that were issued.
import { useDeferredValue, useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Field } from "../../../ui/Field";
import { useLocale } from "../../../ui/language";
import { itemsOf } from "../parts/paged";
import { PagedRows } from "../parts/PagedRows";
import { Row } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useEvent } from "../shell/event";
import { useEventTime } from "../shell/event-api";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { CertificatePanel, StateTag } from "./CertificatePanel";
import { CertificateSettingsForm } from "./CertificateSettings";
import { IssueDialog } from "./IssueDialog";
import { useCertificateFigures, useCertificates, useSettings } from "./queries";
import { useCertificateTexts } from "./texts";

export default function CertificatesPage(): ReactNode {
  const t = useCertificateTexts();
  const { may, slug } = useOrganization();
  const event = useEvent();
  const settings = useSettings();
  const [isIssuing, setIssuing] = useState(false);
  const issue =
    may("checkin.manage") && may("orders.read") && settings.data?.is_enabled === true ? (
      <Button kind="quiet" onPress={() => setIssuing(true)}>
        {t("issue")}
      </Button>
    ) : null;
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      help="certificates-of-attendance"
      back={{ to: eventPath(slug, event.id, "checkin/attendance"), label: t("back") }}
      {...(issue === null ? {} : { actions: issue })}
    >
      <div className="stack">
        <Loaded query={settings} rows={6}>
          {(found) => (
            <>
              {found.is_enabled && <Figures />}
              <div className="page--narrow">
                <CertificateSettingsForm settings={found} />
              </div>
            </>
          )}
        </Loaded>
        <Issued />
      </div>
      {isIssuing && <IssueDialog onClose={() => setIssuing(false)} />}
    </Page>
  );
}

function Figures(): ReactNode {
  const t = useCertificateTexts();
  const shown = new Intl.NumberFormat(useLocale());
  const figures = useCertificateFigures().data;
  if (figures === undefined) return null;
  return (
    <p role="status">
      {t("figures", { eligible: shown.format(figures.eligible), issued: shown.format(figures.issued) })}
    </p>
  );
}

function Issued(): ReactNode {
  const t = useCertificateTexts();
  const moment = useEventTime();
  const [text, setText] = useState("");
  const searched = useDeferredValue(text);
  const list = useCertificates(searched);
  const [opened, setOpened] = useState<string | null>(null);
  const isSearchable = text !== "" || searched !== "" || itemsOf(list).length > 0;
  return (
    <Section title={t("issued")}>
      {isSearchable && <Field id="certificate-search" label={t("search")} value={text} onChange={setText} />}
      <PagedRows
        label={t("issued")}
        list={list}
        empty={
          <Empty icon="ticket" title={t(text === "" ? "none" : "noneFound")}>
            {t(text === "" ? "noneText" : "noneFoundText")}
          </Empty>
        }
      >
        {(one) => (
          <Row
            key={one.id}
            title={one.holder_name || t("erased")}
            tags={<StateTag state={one.state} />}
            facts={[
              <bdi key="code" dir="ltr">
                {one.code}
              </bdi>,
              t("issuedAt", { at: moment(one.issued_at) }),
            ]}
            onOpen={() => setOpened(one.id)}
          />
        )}
      </PagedRows>
      {opened !== null && <CertificatePanel id={opened} onClose={() => setOpened(null)} />}
    </Section>
  );
}

// What visitors reported, the oldest first; of one organization where the address names it.
import "../platform/platform.css";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { answerOf, type Schemas } from "../../../api/client";
import { Empty } from "../../../ui/Empty";
import { Row } from "../parts/Rows";
import { useAsked } from "../platform/address";
import { useWhen } from "../platform/marks";
import { usePaged } from "../parts/paged";
import { PagedRows } from "../parts/PagedRows";
import { StateTabs } from "../platform/StateTabs";
import { usePlatformTexts } from "../platform/texts";
import { useApi } from "../session/api";
import { PLATFORM_KEY, platformPath } from "../shell/operator";
import { Page } from "../shell/Page";
import { ReportState, useReasonWord } from "./report-words";

const SHOWN = ["open", "appealed", "decided", "closed", "all"] as const;

export default function ReportList(): ReactNode {
  const t = usePlatformTexts();
  const when = useWhen();
  const reasonWord = useReasonWord();
  const api = useApi();
  const [asked] = useAsked("state");
  const [tenant] = useAsked("tenant");
  const shown = SHOWN.find((each) => each === asked) ?? "open";
  const filter = { ...(shown === "all" ? {} : { state: shown }), ...(tenant === "" ? {} : { tenant_id: tenant }) };
  const list = usePaged<Schemas["AbuseReport"]>([PLATFORM_KEY, "reports", "list", shown, tenant], (place) =>
    answerOf(api.GET("/api/v1/platform/abuse-reports", { params: { query: { ...place, ...filter } } })),
  );
  return (
    <Page title={t("reports.title")} lead={t("reports.lead")}>
      <div className="toolbar">
        <StateTabs
          label={t("state")}
          states={SHOWN}
          now={shown}
          usual="open"
          wordOf={(each) => t(each === "all" ? "all" : `report.${each}`)}
        />
        {tenant !== "" && <Link to={platformPath("reports?state=all")}>{t("reports.everyOrganization")}</Link>}
      </div>
      <PagedRows
        label={t("reports.title")}
        list={list}
        empty={
          <Empty icon="good" title={t(shown === "open" ? "reports.none" : "queue.none")}>
            {t("reports.noneText")}
          </Empty>
        }
      >
        {(each) => (
          <Row
            key={each.id}
            title={each.subject}
            to={platformPath(`reports/${each.id}`)}
            tags={<ReportState state={each.state} />}
            facts={[
              reasonWord(each.reason),
              <bdi key="name">{each.tenant_name}</bdi>,
              t("queue.since", { when: when(each.reported_at) }),
              each.alike > 0 && t("reports.alike", { number: each.alike }),
            ]}
          />
        )}
      </PagedRows>
    </Page>
  );
}

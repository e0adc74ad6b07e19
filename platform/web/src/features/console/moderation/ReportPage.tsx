// One report of abuse: what was reported, the decision with its reason, and the answer to an appeal.
import "../platform/platform.css";
import "./moderation.css";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { answerOf, type Schemas } from "../../../api/client";
import { FactList, useWhen } from "../platform/marks";
import { usePlatformTexts } from "../platform/texts";
import { useApi, useConnection } from "../session/api";
import { useNotify } from "../shell/notifications";
import { PLATFORM_KEY, platformPath, useOperator } from "../shell/operator";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { DecisionPanel } from "./DecisionPanel";
import { Outcome } from "./Outcome";
import { useKeepDecided } from "./queue";
import { DECISIONS, ReportState, useDecisionWord, useReasonWord } from "./report-words";

type Report = Schemas["AbuseReport"];

export default function ReportPage(): ReactNode {
  const t = usePlatformTexts();
  const { id = "" } = useParams();
  const api = useApi();
  const query = useQuery({
    queryKey: [PLATFORM_KEY, "reports", id],
    queryFn: () =>
      answerOf(
        api.GET("/api/v1/platform/abuse-reports/{abuse_report_id}", { params: { path: { abuse_report_id: id } } }),
      ),
  });
  return (
    <Loaded query={query}>
      {(report) => (
        <Page
          title={report.subject}
          back={{ to: platformPath("reports"), label: t("reports.title") }}
          tags={<ReportState state={report.state} />}
        >
          <div className="columns">
            <Reported report={report} />
            <div className="stack">
              <NextStep report={report} />
              <Past report={report} />
            </div>
          </div>
        </Page>
      )}
    </Loaded>
  );
}

function Reported({ report }: { readonly report: Report }): ReactNode {
  const t = usePlatformTexts();
  const when = useWhen();
  const reasonWord = useReasonWord();
  const { publicUrl } = useConnection().config;
  const all = platformPath(`reports?state=all&tenant=${report.tenant_id}`);
  return (
    <section className="panel stack">
      <FactList
        facts={[
          { name: t("reports.reason"), value: reasonWord(report.reason) },
          {
            name: t("reports.page"),
            value: (
              <a href={`${publicUrl}${report.path}`} target="_blank" rel="noreferrer" dir="ltr">
                {report.path}
              </a>
            ),
          },
          {
            name: t("organizer"),
            value: (
              <Link to={platformPath(`organizations/${report.tenant_id}`)}>
                <bdi>{report.tenant_name || report.tenant_id}</bdi>
              </Link>
            ),
          },
          { name: t("reports.by"), value: report.reporter_email || t("reports.nobody") },
          { name: t("reports.at"), value: when(report.reported_at) },
        ]}
      />
      {report.details !== "" && (
        <blockquote className="moderation__said" dir="auto">
          {report.details}
        </blockquote>
      )}
      <p>
        <Link to={all}>
          {report.alike > 0 ? t("reports.alike", { number: report.alike }) : t("reports.ofOrganization")}
        </Link>
      </p>
    </section>
  );
}

function NextStep({ report }: { readonly report: Report }): ReactNode {
  const t = usePlatformTexts();
  const { may } = useOperator();
  if (!may("platform.abuse-reports.decide")) return null;
  if (report.state === "open") return <Decide report={report} />;
  if (report.state !== "appealed") return null;
  return (
    <>
      <section className="panel stack">
        <h2>{t("appeal.title")}</h2>
        <blockquote className="moderation__said" dir="auto">
          {report.appeal}
        </blockquote>
      </section>
      <AnswerAppeal report={report} />
    </>
  );
}

function Decide({ report }: { readonly report: Report }): ReactNode {
  const t = usePlatformTexts();
  const api = useApi();
  const notify = useNotify();
  const keep = useKeepDecided("reports");
  const params = { path: { abuse_report_id: report.id } };
  const open = DECISIONS.filter((each) => each !== "unpublish-event" || report.event_id !== null);
  return (
    <DecisionPanel
      title={t("decide.title")}
      label={t("decide.what")}
      hint={t("reports.hint")}
      choices={open.map((value) => ({ value, label: t(`decision.${value}`), hint: t(`decision.${value}.text`) }))}
      decide={async (decision, reason) => {
        const body = { decision, reason };
        keep(
          report.id,
          await answerOf(api.POST("/api/v1/platform/abuse-reports/{abuse_report_id}/decision", { params, body })),
        );
        notify(t("decide.done"));
      }}
    />
  );
}

function AnswerAppeal({ report }: { readonly report: Report }): ReactNode {
  const t = usePlatformTexts();
  const api = useApi();
  const notify = useNotify();
  const keep = useKeepDecided("reports");
  const params = { path: { abuse_report_id: report.id } };
  return (
    <DecisionPanel
      title={t("appeal.answer")}
      label={t("decide.what")}
      hint={t("reason.owners")}
      choices={[
        { value: "upheld", label: t("appeal.upheld"), hint: t("appeal.upheldText") },
        { value: "reversed", label: t("appeal.reversed"), hint: t("appeal.reversedText") },
      ]}
      decide={async (outcome, reason) => {
        const body = { outcome, reason };
        keep(
          report.id,
          await answerOf(api.POST("/api/v1/platform/abuse-reports/{abuse_report_id}/appeal-answer", { params, body })),
        );
        notify(t("decide.done"));
      }}
    />
  );
}

function Past({ report }: { readonly report: Report }): ReactNode {
  const t = usePlatformTexts();
  const decisionWord = useDecisionWord();
  const { appeal_outcome: outcome } = report;
  return (
    <>
      <Outcome decision={decisionWord(report.decision)} reason={report.decision_reason} at={report.decided_at} />
      {outcome !== null && (
        <Outcome
          title={t("appeal.answered")}
          decision={t(outcome === "upheld" ? "appeal.upheld" : "appeal.reversed")}
          reason={report.appeal_answer}
          at={null}
        />
      )}
    </>
  );
}

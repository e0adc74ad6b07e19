// One application for the badge: who asks, what is proven, the documents, and the decision.
import "../platform/platform.css";
import "./moderation.css";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { answerOf, type Schemas } from "../../../api/client";
import { useLocale } from "../../../ui/language";
import { FactList, Tag } from "../platform/marks";
import { usePlatformTexts } from "../platform/texts";
import { useApi } from "../session/api";
import { useNotify } from "../shell/notifications";
import { PLATFORM_KEY, platformPath, useOperator } from "../shell/operator";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { DecisionPanel } from "./DecisionPanel";
import { Documents } from "./Documents";
import { Outcome } from "./Outcome";
import { useKeepDecided } from "./queue";
import { RequestState } from "./RequestState";

type Detail = Schemas["VerificationApplicationDetail"];
const PROOFS = ["domain", "documents", "payment_account"] as const;

export default function BadgePage(): ReactNode {
  const t = usePlatformTexts();
  const { id = "" } = useParams();
  const api = useApi();
  const { may } = useOperator();
  const params = { path: { verification_application_id: id } };
  const query = useQuery({
    queryKey: [PLATFORM_KEY, "badges", id],
    queryFn: () =>
      answerOf(api.GET("/api/v1/platform/verification-applications/{verification_application_id}", { params })),
  });
  return (
    <Loaded query={query}>
      {(detail) => (
        <Page
          title={detail.organization_name}
          back={{ to: platformPath("badges"), label: t("badges.title") }}
          tags={
            <>
              <RequestState state={detail.request.state} />
              {detail.verification.is_verified && <Tag look="good">{t("organization.verified")}</Tag>}
            </>
          }
        >
          <div className="columns">
            <div className="stack">
              <Applicant detail={detail} />
              <Documents applicationId={detail.request.id} documents={detail.documents} />
            </div>
            {detail.request.state === "waiting" && may("platform.verifications.decide") ? (
              <Decide detail={detail} />
            ) : (
              <Outcome reason={detail.request.reason} at={detail.request.decided_at} />
            )}
          </div>
        </Page>
      )}
    </Loaded>
  );
}

function Applicant({ detail: { request, verification, website, country } }: { readonly detail: Detail }): ReactNode {
  const t = usePlatformTexts();
  const locale = useLocale();
  const { may } = useOperator();
  const proofs = PROOFS.filter((each) => verification.proofs.includes(each));
  const seat = country === "" ? "" : (new Intl.DisplayNames([locale], { type: "region" }).of(country) ?? country);
  return (
    <section className="panel stack">
      <h2>{t("badges.applicant")}</h2>
      <FactList
        facts={[
          { name: t("badges.website"), value: <bdi>{website}</bdi> },
          { name: t("badges.country"), value: seat },
          {
            name: t("badges.proven"),
            value: proofs.length === 0 ? t("badges.nothing") : proofs.map((each) => t(`proof.${each}`)).join(", "),
          },
          { name: t("badges.needed"), value: String(verification.proofs_needed) },
          { name: t("badges.withdrawn"), value: verification.withdrawn_reason },
        ]}
      />
      {request.note !== "" && (
        <blockquote className="moderation__said" dir="auto">
          {request.note}
        </blockquote>
      )}
      {may("platform.organizations.read") && (
        <p>
          <Link to={platformPath(`organizations/${request.tenant_id}`)}>{t("badges.organization")}</Link>
        </p>
      )}
    </section>
  );
}

function Decide({ detail: { request } }: { readonly detail: Detail }): ReactNode {
  const t = usePlatformTexts();
  const api = useApi();
  const notify = useNotify();
  const keep = useKeepDecided("badges");
  const params = { path: { verification_application_id: request.id } };
  return (
    <DecisionPanel
      title={t("decide.title")}
      label={t("decide.what")}
      hint={t("reason.owners")}
      choices={[
        { value: "approve", label: t("badges.approve"), hint: t("badges.approveText") },
        { value: "decline", label: t("badges.decline"), hint: t("badges.declineText") },
      ]}
      decide={async (decision, reason) => {
        const body = { decision, reason };
        keep(
          request.id,
          await answerOf(
            api.POST("/api/v1/platform/verification-applications/{verification_application_id}/decision", {
              params,
              body,
            }),
          ),
        );
        notify(t("decide.done"));
      }}
    />
  );
}

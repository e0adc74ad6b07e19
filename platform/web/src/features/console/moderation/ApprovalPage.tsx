// An event that nobody can see yet, as its page will say it, and the decision about it.
import { useCategoryName } from "../categories/words";
import "../platform/platform.css";
import "./moderation.css";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { answerOf, type Schemas } from "../../../api/client";
import { formatWhen } from "../../../lib/when";
import { useLocale } from "../../../ui/language";
import { FactList, Tag, useWhen } from "../platform/marks";
import { usePlatformTexts } from "../platform/texts";
import { useApi } from "../session/api";
import { useNotify } from "../shell/notifications";
import { PLATFORM_KEY, platformPath, useOperator } from "../shell/operator";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { DecisionPanel } from "./DecisionPanel";
import { Outcome } from "./Outcome";
import { useKeepDecided } from "./queue";
import { RequestState } from "./RequestState";

type Detail = Schemas["EventApprovalRequestDetail"];

export default function ApprovalPage(): ReactNode {
  const t = usePlatformTexts();
  const { id = "" } = useParams();
  const api = useApi();
  const { may } = useOperator();
  const query = useQuery({
    queryKey: [PLATFORM_KEY, "approvals", id],
    queryFn: () =>
      answerOf(
        api.GET("/api/v1/platform/event-approvals/{event_approval_id}", {
          params: { path: { event_approval_id: id } },
        }),
      ),
  });
  return (
    <Loaded query={query}>
      {(detail) => (
        <Page
          title={detail.event.title}
          back={{ to: platformPath("approvals"), label: t("approvals.title") }}
          tags={
            <>
              <RequestState state={detail.request.state} />
              {detail.is_first && <Tag look="accent">{t("approvals.first")}</Tag>}
            </>
          }
        >
          <div className="columns">
            <UnseenEvent detail={detail} />
            {detail.request.state === "waiting" && may("platform.event-approvals.decide") ? (
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

function UnseenEvent({ detail: { event, request, ...home } }: { readonly detail: Detail }): ReactNode {
  const t = usePlatformTexts();
  const categoryName = useCategoryName();
  const when = useWhen();
  const locale = useLocale();
  const { may } = useOperator();
  const { starts_at: starts, time_zone: timeZone } = event;
  return (
    <section className="panel stack">
      <FactList
        facts={[
          {
            name: t("organizer"),
            value: may("platform.organizations.read") ? (
              <Link to={platformPath(`organizations/${request.tenant_id}`)}>
                <bdi>{home.organization_name}</bdi>
              </Link>
            ) : (
              <bdi>{home.organization_name}</bdi>
            ),
          },
          {
            name: t("approvals.when"),
            value: starts === null ? t("approvals.noDate") : formatWhen(starts, event.ends_at, { timeZone, locale }),
          },
          { name: t("approvals.where"), value: event.place.join("\n") },
          { name: t("approvals.online"), value: event.online_url },
          { name: t("approvals.category"), value: categoryName(event.category) },
          { name: t("asked"), value: when(request.requested_at) },
        ]}
      />
      {event.summary !== "" && <p className="lead">{event.summary}</p>}
      {/* The server has sanitised it, as for the event's own page. */}
      <div className="moderation__text" dir="auto" dangerouslySetInnerHTML={{ __html: event.description }} />
    </section>
  );
}

function Decide({ detail: { request } }: { readonly detail: Detail }): ReactNode {
  const t = usePlatformTexts();
  const api = useApi();
  const notify = useNotify();
  const keep = useKeepDecided("approvals");
  const params = { path: { event_approval_id: request.id } };
  return (
    <DecisionPanel
      title={t("decide.title")}
      label={t("decide.what")}
      hint={t("approvals.hint")}
      choices={[
        { value: "approve", label: t("approvals.approve"), hint: t("approvals.approveText") },
        { value: "decline", label: t("approvals.decline"), hint: t("approvals.declineText") },
      ]}
      decide={async (decision, reason) => {
        const body = { decision, reason };
        keep(
          request.id,
          await answerOf(api.POST("/api/v1/platform/event-approvals/{event_approval_id}/decision", { params, body })),
        );
        notify(t("decide.done"));
      }}
    />
  );
}

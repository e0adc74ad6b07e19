// Events that wait for a moderator, the oldest first, and those that were decided.
import "../platform/platform.css";
import type { ReactNode } from "react";
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
import { RequestState } from "./RequestState";

const SHOWN = ["waiting", "approved", "declined", "withdrawn", "held"] as const;

export default function ApprovalList(): ReactNode {
  const t = usePlatformTexts();
  const when = useWhen();
  const api = useApi();
  const [asked] = useAsked("state");
  const state = SHOWN.find((each) => each === asked) ?? "waiting";
  const list = usePaged<Schemas["EventApprovalRequest"]>([PLATFORM_KEY, "approvals", "list", state], (place) =>
    answerOf(api.GET("/api/v1/platform/event-approvals", { params: { query: { ...place, state } } })),
  );
  return (
    <Page title={t("approvals.title")} lead={t("approvals.lead")}>
      <div className="toolbar">
        <StateTabs
          label={t("state")}
          states={SHOWN}
          now={state}
          usual="waiting"
          wordOf={(each) => t(`request.${each}`)}
        />
      </div>
      <PagedRows
        label={t("approvals.title")}
        list={list}
        empty={
          <Empty icon="good" title={t(state === "waiting" ? "approvals.none" : "queue.none")}>
            {t("approvals.noneText")}
          </Empty>
        }
      >
        {(each) => (
          <Row
            key={each.id}
            title={each.event_title}
            to={platformPath(`approvals/${each.id}`)}
            tags={<RequestState state={each.state} />}
            facts={[<bdi key="name">{each.tenant_name}</bdi>, t("queue.since", { when: when(each.requested_at) })]}
          />
        )}
      </PagedRows>
    </Page>
  );
}

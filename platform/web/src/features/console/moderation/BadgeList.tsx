// Organizations that ask for the verification badge, the oldest first.
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

const SHOWN = ["waiting", "approved", "declined", "withdrawn"] as const;

export default function BadgeList(): ReactNode {
  const t = usePlatformTexts();
  const when = useWhen();
  const api = useApi();
  const [asked] = useAsked("state");
  const state = SHOWN.find((each) => each === asked) ?? "waiting";
  const list = usePaged<Schemas["VerificationApplicationRequest"]>([PLATFORM_KEY, "badges", "list", state], (place) =>
    answerOf(api.GET("/api/v1/platform/verification-applications", { params: { query: { ...place, state } } })),
  );
  return (
    <Page title={t("badges.title")} lead={t("badges.lead")}>
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
        label={t("badges.title")}
        list={list}
        empty={
          <Empty icon="good" title={t(state === "waiting" ? "badges.none" : "queue.none")}>
            {t("badges.noneText")}
          </Empty>
        }
      >
        {(each) => (
          <Row
            key={each.id}
            title={each.tenant_name}
            to={platformPath(`badges/${each.id}`)}
            tags={<RequestState state={each.state} />}
            facts={[each.note, t("queue.since", { when: when(each.requested_at) })]}
          />
        )}
      </PagedRows>
    </Page>
  );
}

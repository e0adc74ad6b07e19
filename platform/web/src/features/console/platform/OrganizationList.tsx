// Every organization of the platform: found by name, address or id.
import "./platform.css";
import type { ReactNode } from "react";
import { answerOf, type Schemas } from "../../../api/client";
import { Empty } from "../../../ui/Empty";
import { Row } from "../parts/Rows";
import { useApi } from "../session/api";
import { ListSearch } from "../shell/ListSearch";
import { PLATFORM_KEY, platformPath } from "../shell/operator";
import { Page } from "../shell/Page";
import { useAsked } from "./address";
import { useWhen } from "./marks";
import { OrganizationState } from "./OrganizationState";
import { usePaged } from "../parts/paged";
import { PagedRows } from "../parts/PagedRows";
import { StateTabs } from "./StateTabs";
import { usePlatformTexts } from "./texts";

const SHOWN = ["all", "active", "suspended", "closed"] as const;
type Found = Schemas["PlatformOrganization"];

export default function OrganizationList(): ReactNode {
  const t = usePlatformTexts();
  const when = useWhen();
  const api = useApi();
  const [text, setText] = useAsked("q");
  const [asked] = useAsked("state");
  const shown = SHOWN.find((each) => each === asked) ?? "all";
  const state = shown === "all" ? {} : { state: shown };
  const list = usePaged<Found>([PLATFORM_KEY, "organizations", text, shown], (place) =>
    answerOf(api.GET("/api/v1/platform/organizations", { params: { query: { ...place, ...state, query: text } } })),
  );
  return (
    <Page title={t("organizations.title")} lead={t("organizations.lead")}>
      <div className="toolbar">
        <StateTabs
          label={t("state")}
          states={SHOWN}
          now={shown}
          usual="all"
          wordOf={(each) => t(each === "all" ? "all" : `organization.${each}`)}
        />
        <ListSearch label={t("organizations.find")} value={text} onChange={setText} />
      </div>
      <PagedRows
        label={t("organizations.title")}
        list={list}
        empty={
          <Empty icon="search" title={t("organizations.none")}>
            {t("organizations.noneText")}
          </Empty>
        }
      >
        {(each) => (
          <Row
            key={each.id}
            title={each.name}
            to={platformPath(`organizations/${each.id}`)}
            tags={<OrganizationState state={each.state} />}
            facts={[
              <span key="slug">
                <bdi>{each.slug}</bdi> · {t("organizations.since", { when: when(each.created_at) })}
              </span>,
              each.owners === 0 && t("organizations.noOwner"),
            ]}
            end={t("organizations.members", { number: each.members })}
          />
        )}
      </PagedRows>
    </Page>
  );
}

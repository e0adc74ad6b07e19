// One organization as operators see it: its state and size, what is held against it, and what can be done.
import "./platform.css";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { answerOf } from "../../../api/client";
import { useApi, useConnection } from "../session/api";
import { PLATFORM_KEY, platformPath, useOperator } from "../shell/operator";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { FactList, Tag, useWhen } from "./marks";
import { OrganizationActs, type OrganizationDetail } from "./OrganizationActs";
import { OrganizationState } from "./OrganizationState";
import { usePlatformTexts } from "./texts";

export default function OrganizationPage(): ReactNode {
  const t = usePlatformTexts();
  const { id = "" } = useParams();
  const api = useApi();
  const queries = useQueryClient();
  const key = [PLATFORM_KEY, "organization", id];
  const query = useQuery({
    queryKey: key,
    queryFn: () =>
      answerOf(api.GET("/api/v1/platform/organizations/{tenant_id}", { params: { path: { tenant_id: id } } })),
  });
  const changed = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: key });
    void queries.invalidateQueries({ queryKey: [PLATFORM_KEY, "organizations"] });
  };
  return (
    <Loaded query={query}>
      {(organization) => (
        <Page
          title={organization.name}
          back={{ to: platformPath("organizations"), label: t("organizations.title") }}
          tags={
            <>
              <OrganizationState state={organization.state} />
              {organization.is_verified && <Tag look="good">{t("organization.verified")}</Tag>}
            </>
          }
        >
          <div className="columns">
            <About organization={organization} />
            <OrganizationActs organization={organization} onChanged={changed} />
          </div>
        </Page>
      )}
    </Loaded>
  );
}

function About({ organization }: { readonly organization: OrganizationDetail }): ReactNode {
  const t = usePlatformTexts();
  const when = useWhen();
  const { may } = useOperator();
  const { publicUrl } = useConnection().config;
  const { id, slug, kind, created_at: since, members, owners } = organization;
  return (
    <section className="panel stack">
      <h2>{t("organization.about")}</h2>
      <FactList
        facts={[
          {
            name: t("organization.page"),
            value: (
              <a href={`${publicUrl}/${slug}`} dir="ltr">
                /{slug}
              </a>
            ),
          },
          { name: t("organization.kind"), value: t(kind === "agency" ? "kind.agency" : "kind.organization") },
          { name: t("since"), value: when(since) },
          { name: t("organization.members"), value: String(members) },
          {
            name: t("organization.owners"),
            value: owners === 0 ? t("organizations.noOwner") : String(owners),
          },
          { name: t("id"), value: <code dir="ltr">{id}</code> },
        ]}
      />
      {may("platform.abuse-reports.read") && (
        <p>
          <Link to={platformPath(`reports?state=all&tenant=${id}`)}>{t("organization.reports")}</Link>
        </p>
      )}
    </section>
  );
}

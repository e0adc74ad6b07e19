// The console's door: the last organization, the only one, or the way to one's own.
import type { ReactNode } from "react";
import { LinkButton } from "../../../ui/Button";
import { PLATFORM, useIsOperator } from "./operator";
import { useMyOrganizations } from "./organizations";
import { Page } from "./Page";
import { lastOrganization, lastPlace, organizationPath } from "./places";
import { GoTo, Loaded } from "./states";
import { useConsoleTexts } from "./texts";

export function Home(): ReactNode {
  const t = useConsoleTexts();
  const mine = useMyOrganizations();
  const isOperator = useIsOperator();
  return (
    <Loaded query={mine}>
      {(organizations) => {
        const slug = organizations.find((each) => each.slug === lastOrganization())?.slug ?? organizations[0]?.slug;
        if (slug !== undefined)
          return <GoTo to={slug === lastOrganization() ? lastPlace(slug) : organizationPath(slug)} />;
        if (isOperator) return <GoTo to={PLATFORM} />;
        return (
          <Page title={t("home.title")} narrow>
            <div className="panel stack">
              <p className="lead">{t("home.text")}</p>
              <LinkButton size="large" href="/account/organizations/new">
                {t("home.button")}
              </LinkButton>
            </div>
          </Page>
        );
      }}
    </Loaded>
  );
}

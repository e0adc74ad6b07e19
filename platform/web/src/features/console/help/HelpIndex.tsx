// The pages of the help, by their titles.
import type { ReactNode } from "react";
import { Row, Rows } from "../parts/Rows";
import { helpPath } from "../shell/help";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { useHelpTitles } from "./pages";
import { useHelpTexts } from "./texts";

export default function HelpIndex(): ReactNode {
  const t = useHelpTexts();
  const { slug } = useOrganization();
  const titles = useHelpTitles();
  return (
    <Page title={t("title")} lead={t("lead")} narrow>
      <Loaded query={titles} rows={6}>
        {(pages) => (
          <div lang="en" dir="ltr">
            <Rows label={t("title")}>
              {pages.map(([name, title]) => (
                <Row key={name} title={title} to={organizationPath(slug, helpPath(name))} />
              ))}
            </Rows>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

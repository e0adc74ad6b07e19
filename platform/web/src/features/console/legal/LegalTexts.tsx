// The three texts of an organization: which is in force since when, and in which languages.
import "./legal.css";
import type { ReactNode } from "react";
import { useInstant } from "../parts/Instant";
import { Row, Rows } from "../parts/Rows";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { KINDS, useTextsInForce, type Kind, type LegalText } from "./queries";
import { useLanguageName, useLegalTexts } from "./texts";

export default function LegalTexts(): ReactNode {
  const t = useLegalTexts();
  const texts = useTextsInForce();
  return (
    <Page title={t("title")} help="brand-your-pages" lead={t("lead")} narrow>
      <Loaded query={texts} rows={3}>
        {(found) => (
          <Rows label={t("title")}>
            {KINDS.map((kind) => (
              <TextRow key={kind} kind={kind} text={found.find((each) => each.kind === kind)} />
            ))}
          </Rows>
        )}
      </Loaded>
    </Page>
  );
}

function TextRow({ kind, text }: { readonly kind: Kind; readonly text: LegalText | undefined }): ReactNode {
  const t = useLegalTexts();
  const { slug } = useOrganization();
  const instant = useInstant();
  const nameOf = useLanguageName();
  const facts =
    text === undefined
      ? [t(`about.${kind}`)]
      : [t("since", { when: instant(text.published_at) }), Object.keys(text.texts).map(nameOf).join(", ")];
  return (
    <Row
      title={t(`kind.${kind}`)}
      to={organizationPath(slug, `settings/legal/${kind}`)}
      tags={<StateTag text={text} />}
      facts={facts}
    />
  );
}

export function StateTag({ text }: { readonly text: LegalText | undefined }): ReactNode {
  const t = useLegalTexts();
  return text === undefined ? (
    <span className="tag">{t("state.none")}</span>
  ) : (
    <span className="tag tag--good">{t("state.inForce", { number: text.number })}</span>
  );
}

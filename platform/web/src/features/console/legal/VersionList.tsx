// Every version of a text: what it changed, how readers saw it, and beginning again from it.
import { useState, type ReactNode } from "react";
import { useNavigate } from "react-router";
import type { Action } from "../../../ui/ActionMenu";
import { Failure } from "../../../ui/Failure";
import { useInstant } from "../parts/Instant";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useOrganization } from "../shell/organizations";
import { organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { useVersions, type Kind, type LegalVersion } from "./queries";
import { useLanguageName, useLegalTexts } from "./texts";

export interface VersionListProps {
  readonly kind: Kind;
  /** Left out for who may not write. */
  readonly onBegin?: (number: number) => Promise<void>;
}

export function VersionList({ kind, onBegin }: VersionListProps): ReactNode {
  const t = useLegalTexts();
  const { slug } = useOrganization();
  const navigate = useNavigate();
  const instant = useInstant();
  const nameOf = useLanguageName();
  const versions = useVersions(kind);
  const [failure, setFailure] = useState<unknown>(null);
  const begin = (number: number): void => {
    setFailure(null);
    onBegin?.(number).catch(setFailure);
  };
  const compare = organizationPath(slug, `settings/legal/${kind}/compare`);
  const actionsOf = ({ number, is_current }: LegalVersion): readonly Action[] => [
    { id: "changes", label: t("version.changes"), onAction: () => void navigate(`${compare}?to=${number}`) },
    {
      id: "read",
      label: t("version.read"),
      onAction: () => location.assign(`/${slug}/${kind}?version=${number}`),
    },
    ...(onBegin === undefined || is_current
      ? []
      : [{ id: "begin", label: t("version.begin"), onAction: () => begin(number) }]),
  ];
  return (
    <Section title={t("versions")} lead={t("versions.lead")}>
      {failure !== null && <Failure error={failure} />}
      <Loaded query={versions} rows={3}>
        {(all) =>
          all.length === 0 ? (
            <p className="muted">{t("versions.none")}</p>
          ) : (
            <Rows label={t("versions")}>
              {all.map((version) => (
                <Row
                  key={version.number}
                  title={t("version", { number: version.number })}
                  to={`${compare}?to=${version.number}`}
                  tags={version.is_current ? <span className="tag tag--good">{t("version.inForce")}</span> : undefined}
                  facts={[instant(version.published_at), version.languages.map(nameOf).join(", ")]}
                  actions={actionsOf(version)}
                />
              ))}
            </Rows>
          )
        }
      </Loaded>
    </Section>
  );
}

// What was published before, how the draft differs from it, and taking it up again.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Section } from "../parts/Section";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import { Loaded } from "../shell/states";
import { useVersions, type Content, type MessageTemplate, type Version } from "./queries";
import { useMessageTemplateTexts } from "./texts";

const SIGNS = { same: " ", added: "+", removed: "−" } as const;

export interface VersionsProps {
  readonly template: MessageTemplate;
  /** Null where one may not write. */
  readonly onRestore: ((content: Content) => void) | null;
}

export function Versions({ template, onRestore }: VersionsProps): ReactNode {
  const t = useMessageTemplateTexts();
  const versions = useVersions(template);
  return (
    <Section title={t("versions")} lead={t("versions.lead")} boxed>
      <Loaded query={versions} rows={2}>
        {(found) =>
          found.length === 0 ? (
            <p className="muted">{t("versions.none")}</p>
          ) : (
            <ul className="template__versions">
              {found.map((each) => (
                <VersionEntry key={each.number} version={each} onRestore={onRestore} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}

function VersionEntry({
  version: { number, published_at: at, content, diff },
  onRestore,
}: {
  readonly version: Version;
  readonly onRestore: VersionsProps["onRestore"];
}): ReactNode {
  const t = useMessageTemplateTexts();
  const zone = useListZone();
  return (
    <li>
      <details>
        <summary className="template__more">
          {t("version", { number })} <ShortMoment at={at} zone={zone} />
        </summary>
        <pre className="template__text">
          {diff.map(({ sign, text }, place) => (
            <span key={place} className={`template__line template__line--${sign}`}>
              {`${SIGNS[sign]} ${text}\n`}
            </span>
          ))}
        </pre>
        {onRestore !== null && (
          <Button kind="quiet" onPress={() => onRestore(content)}>
            {t("restore")}
          </Button>
        )}
      </details>
    </li>
  );
}

// What was asked since when; an old version can be begun from again.
import type { ReactNode } from "react";
import { formatDay, formatTime } from "../../../lib/when";
import { Button } from "../../../ui/Button";
import { useLocale } from "../../../ui/language";
import { useEvent } from "../shell/event";
import type { Version } from "./form-draft";
import { useVersions } from "./queries";
import { useFormTexts } from "./texts";

export interface FormVersionsProps {
  readonly current: Version;
  readonly editable: boolean;
  readonly onUse: (version: Version) => void;
}

export function FormVersions({ current, editable, onUse }: FormVersionsProps): ReactNode {
  const t = useFormTexts();
  const locale = useLocale();
  const { time_zone: zone } = useEvent();
  const versions = useVersions().data ?? [];
  if (versions.length === 0) return null;
  return (
    <details className="form-versions">
      <summary className="form-versions__summary">{t("versions.title", { number: versions.length })}</summary>
      <ul>
        {versions.map((version) => (
          <li key={version.version} className="form-versions__line">
            <span>
              {t("versions.one", { version: version.version, number: version.questions.length })}
              {version.saved_at !== null && (
                <span className="muted">
                  {" "}
                  · {formatDay(version.saved_at, zone, locale)}, {formatTime(version.saved_at, zone, locale)}
                </span>
              )}
            </span>
            {editable && version.version !== current.version && (
              <Button
                kind="quiet"
                size="small"
                aria-label={t("versions.useOne", { version: version.version })}
                onPress={() => onUse(version)}
              >
                {t("versions.use")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

// Evidence as the provider gets it: words, facts, names of files.
import type { ReactNode } from "react";
import type { EvidenceFact, EvidenceFile } from "./queries";
import { useDisputeTexts } from "./texts";

export interface EvidenceShownProps {
  readonly text: string;
  readonly facts: readonly EvidenceFact[];
  readonly files: readonly EvidenceFile[];
}

export function EvidenceShown({ text, facts, files }: EvidenceShownProps): ReactNode {
  const t = useDisputeTexts();
  return (
    <dl className="dispute-evidence">
      {text !== "" && (
        <div>
          <dt className="muted small">{t("field.text")}</dt>
          <dd className="dispute-fact">{text}</dd>
        </div>
      )}
      {facts.map((fact) => (
        <div key={fact.topic}>
          <dt className="muted small">{t(`topic.${fact.topic}`)}</dt>
          <dd className="dispute-fact" lang="en" dir="ltr">
            {fact.text}
          </dd>
        </div>
      ))}
      {files.map((file) => (
        <div key={file.file_id}>
          <dt className="muted small">{t(`kind.${file.kind}`)}</dt>
          <dd>
            <bdi>{file.name}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

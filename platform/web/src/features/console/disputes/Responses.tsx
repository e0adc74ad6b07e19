// What was sent about a dispute: when, by whom, with which words, and what the provider answered.
import type { ReactNode } from "react";
import { Instant } from "../parts/Instant";
import { Section } from "../parts/Section";
import { StateMark } from "../money/marks";
import { EvidenceShown } from "./EvidenceShown";
import type { DisputeResponse } from "./queries";
import { useDisputeTexts, type DisputeKey } from "./texts";

const REASONS = ["deadline", "decided", "file-gone"];
const LOOKS: Readonly<Record<DisputeResponse["state"], string>> = {
  planned: "processing",
  sending: "processing",
  done: "done",
  refused: "failed",
  unknown: "open",
};

export function Responses({ responses }: { readonly responses: readonly DisputeResponse[] }): ReactNode {
  const t = useDisputeTexts();
  return (
    <Section title={t("history.title")} boxed>
      <ul className="dispute-history">
        {responses.map((each) => (
          <li key={each.id}>
            <p>
              <strong>{t(`history.${each.kind}`)}</strong>{" "}
              <StateMark state={LOOKS[each.state]}>{t(`response.${each.state}`)}</StateMark>
            </p>
            <p className="muted small">
              <Instant at={each.finished_at ?? each.asked_at} />
              {each.asked_by !== "" && (
                <>
                  {" · "}
                  <bdi>{each.asked_by}</bdi>
                </>
              )}
            </p>
            {each.standing !== null && <p>{t(`standing.${each.standing}`)}</p>}
            {each.error !== "" && (
              <p>
                {REASONS.includes(each.error)
                  ? t(`error.${each.error}` as DisputeKey)
                  : t("error.said", { error: each.error })}
              </p>
            )}
            {each.kind === "evidence" && (
              <details className="dispute-history__what">
                <summary>{t("history.what")}</summary>
                <EvidenceShown text={each.text} facts={each.facts} files={each.files} />
              </details>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

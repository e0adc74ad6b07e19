// The words of reports of abuse: states, what is held against a page, and what was decided.
import type { ReactNode } from "react";
import { Tag, type Look } from "../platform/marks";
import { usePlatformTexts } from "../platform/texts";

const STATES = ["open", "decided", "appealed", "closed"] as const;
const LOOKS: Readonly<Record<string, Look>> = { open: "warm", appealed: "bad", decided: "good" };
const REASONS = ["fraud", "illegal", "hate", "sexual", "copyright", "spam", "other"] as const;
export const DECISIONS = ["dismiss", "warn", "unpublish-event", "suspend-organization"] as const;
export type AbuseDecision = (typeof DECISIONS)[number];

export function ReportState({ state }: { readonly state: string }): ReactNode {
  const t = usePlatformTexts();
  const known = STATES.find((each) => each === state);
  return <Tag look={LOOKS[state] ?? "plain"}>{known === undefined ? state : t(`report.${known}`)}</Tag>;
}

export function useReasonWord(): (reason: string) => string {
  const t = usePlatformTexts();
  return (reason) => {
    const known = REASONS.find((each) => each === reason);
    return known === undefined ? reason : t(`abuse.${known}`);
  };
}

export function useDecisionWord(): (decision: string | null) => string {
  const t = usePlatformTexts();
  return (decision) => {
    const known = DECISIONS.find((each) => each === decision);
    return known === undefined ? (decision ?? "") : t(`decision.${known}`);
  };
}

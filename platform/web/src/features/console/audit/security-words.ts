// The kinds of security events that an organization has, in the words of the page.
import type { SecurityEvent } from "./queries";
import { useAuditTexts } from "./texts";

export const KINDS = [
  "sign-in.succeeded",
  "sign-in.new-device",
  "sign-in.denied",
  "sign-in.failed",
  "second-factor.failed",
  "login.refresh-token-reused",
  "login.ended-by-operator",
  "password.changed",
  "password.reset",
  "email.changed",
  "erasure.asked",
  "erasure.cancelled",
  "erasure.done",
  "personal-data.copy-asked",
  "api-token.refused",
  "api-token.used-elsewhere",
  "sso.signed-in",
  "sso.refused",
  "sso.bypassed",
  "agency.refused",
  "scim.refused",
  "scim.deprovisioned",
  "webhook.refused",
  "webhook.replayed",
  "webhook.read-again",
  "export.downloaded",
  "check-in.overridden",
  "audit-stream.changed",
  "operator.act",
] as const;

type Kind = (typeof KINDS)[number];

const ALARMING = /(refused|failed|denied|reused|used-elsewhere|bypassed|overridden)$/;

/** An event's kind in words; one that the page does not know is named as it is. */
export function useKind(): (kind: string) => string {
  const t = useAuditTexts();
  return (kind) => {
    const known = KINDS.find((each) => each === kind);
    return known === undefined ? kind : t(`kind.${known}` satisfies `kind.${Kind}`);
  };
}

/** Whether somebody was turned away, or a rule was passed by. */
export function isAlarming(kind: SecurityEvent["kind"]): boolean {
  return ALARMING.test(kind);
}

// The kinds of security events in the words of the page.
import { SECURITY_KINDS, type SecurityEvent } from "./log-api";
import { useLogTexts } from "./texts";

const ALARMING = /(refused|failed|denied|reused|used-elsewhere|bypassed|overridden)$/;

/** An event's kind in words; one that the page does not know is named as it is. */
export function useKind(): (kind: string) => string {
  const t = useLogTexts();
  return (kind) => {
    const known = SECURITY_KINDS.find((each) => each === kind);
    return known === undefined ? kind : t(`kind.${known}`);
  };
}

/** Whether somebody was turned away, or a rule was passed by. */
export function isAlarming(kind: SecurityEvent["kind"]): boolean {
  return ALARMING.test(kind);
}

// What a verdict says in words.
import { useDoorTexts, useMoment } from "./texts";
import type { ShownVerdict } from "./types";

export interface VerdictWords {
  readonly title: string;
  /** When and where they first came in, when the list opens, or what to do; empty where there is no more to say. */
  readonly detail: string;
}

const HELPED = new Set(["no_list", "needs_connection", "not_checked", "unknown_ticket", "transferred"] as const);
type Helped = typeof HELPED extends Set<infer T> ? T : never;

export function useVerdictWords(timeZone: string | undefined): (verdict: ShownVerdict) => VerdictWords {
  const t = useDoorTexts();
  const moment = useMoment(timeZone);
  const detailOf = ({ reason, firstAt, firstGate, exitedAt, opensAt, closesAt, isOffline }: ShownVerdict): string => {
    if (reason === "already_admitted" && firstAt !== null) {
      const at = moment(firstAt);
      return firstGate === "" ? t("since", { at }) : t("sinceAt", { at, gate: firstGate });
    }
    if ((reason === "reentry_expired" || reason === "not_inside") && exitedAt !== null)
      return t("outSince", { at: moment(exitedAt) });
    if (reason === "not_yet" && opensAt !== null) return t("opens", { at: moment(opensAt) });
    if (reason === "over" && closesAt !== null) return t("closed", { at: moment(closesAt) });
    if (reason === "unknown_ticket" && !isOffline) return "";
    return HELPED.has(reason as Helped) ? t(`help.${reason as Helped}`) : "";
  };
  return (verdict) => ({ title: t(`reason.${verdict.reason}`), detail: detailOf(verdict) });
}

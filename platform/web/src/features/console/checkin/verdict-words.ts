// What a verdict of the door says in words.
import { useEventTime } from "../shell/event-api";
import type { Verdict } from "./queries";
import { useCheckinTexts } from "./texts";

export function useVerdictWords(): (verdict: Verdict) => string {
  const t = useCheckinTexts();
  const moment = useEventTime();
  return ({ reason, admitted_at: at, gate, opens_at: opens, closes_at: closes, exited_at: exited }) => {
    if (reason === "already_admitted" && at !== null) {
      return gate === null || gate === ""
        ? t("verdict.already", { at: moment(at) })
        : t("verdict.alreadyAt", { at: moment(at), gate });
    }
    if (reason === "not_yet" && opens !== null) return t("verdict.notYet", { at: moment(opens) });
    if (reason === "over" && closes !== null) return t("verdict.over", { at: moment(closes) });
    if ((reason === "reentry_expired" || reason === "not_inside") && exited !== null)
      return t("verdict.outSince", { reason: t(`reason.${reason}`), at: moment(exited) });
    return t(`reason.${reason}`);
  };
}

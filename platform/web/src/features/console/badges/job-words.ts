// What is said of a badge on its way through a print station.
import { useLocale } from "../../../ui/language";
import type { PrintJob } from "./stations";
import { useBadgeTexts } from "./texts";

/** In a sentence how far a job is, or why it was not printed. */
export function useJobWords(): (job: PrintJob) => string {
  const t = useBadgeTexts();
  const number = new Intl.NumberFormat(useLocale());
  return ({ state, reason, ahead, retried_as: next }) => {
    if (state === "failed" && next !== null) return t("job.retried");
    if (state === "failed") return t(`job.reason.${reason as "unclear"}`);
    if (state === "queued" && ahead > 0) return t("job.ahead", { count: ahead, shown: number.format(ahead) });
    return "";
  };
}

// Says what a change of a series did, and what it left as it was.
import { useNotify } from "../shell/notifications";
import type { SeriesChange } from "./queries";
import { useSeriesTexts } from "./texts";

const REASONS = ["past", "changed_by_itself", "sold"] as const;

export function useTellChange(): (done: SeriesChange) => void {
  const t = useSeriesTexts();
  const notify = useNotify();
  return ({ changed, removed, left_alone: left }) => {
    const kept = REASONS.map((reason) => ({ reason, count: left.filter((each) => each.reason === reason).length }));
    notify(
      [
        t("done.changed", { count: changed.length }),
        ...(removed.length > 0 ? [t("done.removed", { count: removed.length })] : []),
        ...kept.filter(({ count }) => count > 0).map(({ reason, count }) => t(`left.${reason}`, { count })),
      ].join(" "),
    );
  };
}

// What became of a reminder, and its moment in words.
import type { ReactNode } from "react";
import type { Reminder } from "./queries";
import { distanceOf } from "./reminder-form";
import { useReminderTexts } from "./texts";

const LOOKS: Partial<Record<Reminder["state"], string>> = { sent: "tag tag--good", skipped: "tag tag--bad" };

export function StateTag({ reminder: { state, is_on: isOn } }: { readonly reminder: Reminder }): ReactNode {
  const t = useReminderTexts();
  const isOff = state === "waiting" && !isOn;
  return <span className={LOOKS[state] ?? "tag"}>{t(isOff ? "state.off" : `state.${state}`)}</span>;
}

/** Such as "2 hours before the start". */
export function useMomentWords(): (reminder: Reminder) => string {
  const t = useReminderTexts();
  return (reminder) => {
    const { amount, unit, side, anchor, clock } = distanceOf(reminder);
    const count = Number(amount);
    const span = t(`span.${unit}`, { count });
    const distance = count === 0 ? t(`distance.at.${anchor}`) : t(`distance.${side}.${anchor}`, { span });
    return clock === "" ? distance : t("distance.clock", { distance, clock });
  };
}

// Whom this device let in without a connection and against the rules, as the server said once it had the scans.
import type { ReactNode } from "react";
import type { Door } from "./door";
import type { DoorState } from "./door-state";
import { Sheet } from "./Sheet";
import { useDoorTexts, useMoment, type DoorKey } from "./texts";
import type { Reason } from "./types";

export interface ConflictsProps {
  readonly door: Door;
  readonly state: DoorState;
  readonly onClose: () => void;
}

export function Conflicts({ door, state, onClose }: ConflictsProps): ReactNode {
  const t = useDoorTexts();
  const moment = useMoment(state.device?.setup?.time_zone);
  const dismiss = (): void => void door.dismissConflicts().then(onClose);
  const count = state.conflicts.length;
  return (
    <Sheet title={t("conflicts.title", { count, shown: count })} onClose={onClose}>
      <p>{t("conflicts.text")}</p>
      <ul className="door-people">
        {state.conflicts.map((each) => (
          <li key={each.scanId} className="door-person">
            <p>
              <bdi className="door-person__name">{each.name === "" ? t("conflicts.nobody") : each.name}</bdi>
              <span className="door-soft">
                {moment(each.scannedAt)} · {t(`reason.${(each.conflictReason ?? "not_checked") as Reason}` as DoorKey)}
              </span>
            </p>
          </li>
        ))}
      </ul>
      <button type="button" className="door-button" onClick={dismiss}>
        {t("conflicts.dismiss")}
      </button>
    </Sheet>
  );
}

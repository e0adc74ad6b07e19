// Why the device checks nobody in: not yet, no more, removed, or the organization is not open.
import type { ReactNode } from "react";
import type { Door } from "./door";
import type { DoorState } from "./door-state";
import { useDoorTexts, useMoment, type DoorKey } from "./texts";

const WORDS = {
  early: ["early.title", "early.text"],
  closed: ["closedOrganization.title", "closedOrganization.text"],
  over: ["over.title", "over.text"],
  removed: ["removed.title", "removed.text"],
} as const satisfies Record<string, readonly [DoorKey, DoorKey]>;

export function Ended({ door, state }: { readonly door: Door; readonly state: DoorState }): ReactNode {
  const t = useDoorTexts();
  const moment = useMoment(state.device?.setup?.time_zone);
  const phase = state.phase as keyof typeof WORDS;
  const [title, text] = WORDS[phase];
  const at = state.startsAt === null ? "" : moment(state.startsAt);
  const mayLeave = phase === "removed" || (phase === "over" && state.queue === 0);
  return (
    <div className="door-card" role="status">
      <h1>{t(title)}</h1>
      <p>{t(text, { at })}</p>
      {phase === "over" && state.queue > 0 && <p>{t("over.queue", { count: state.queue, shown: state.queue })}</p>}
      {mayLeave ? (
        <button type="button" className="door-button" onClick={() => void door.leave()}>
          {t("ended.join")}
        </button>
      ) : (
        <button type="button" className="door-button door-button--quiet" onClick={() => void door.sync()}>
          {t("ended.again")}
        </button>
      )}
    </div>
  );
}

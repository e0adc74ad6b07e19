// What a device scans for: a list, or a session of today; and the session that comes next.
import { useEffect, useState, type ReactNode } from "react";
import { nextSession, sessionsToday } from "./sessions";
import { useDoorTexts, useMoment } from "./texts";
import type { Setup } from "./types";

const EVERY_MILLISECONDS = 30_000;

/** The server's time as far as the device knows it, anew each half minute. */
export function useServerNow(clockOffset: number): number {
  const [now, setNow] = useState(() => Date.now() - clockOffset);
  useEffect(() => {
    const tick = (): void => setNow(Date.now() - clockOffset);
    tick();
    const timer = setInterval(tick, EVERY_MILLISECONDS);
    return () => clearInterval(timer);
  }, [clockOffset]);
  return now;
}

interface ListChoiceProps {
  readonly setup: Setup;
  readonly chosen: string;
  readonly now: number;
  readonly onChoose: (listId: string) => void;
}

/** Lists of sessions of another day stand among the lists, by their names. */
export function ListChoice({ setup, chosen, now, onChoose }: ListChoiceProps): ReactNode {
  const t = useDoorTexts();
  const moment = useMoment(setup.time_zone);
  const today = sessionsToday(setup, now);
  const ofToday = new Set(today.map((each) => each.list_id));
  const others = setup.lists
    .filter(({ id }) => !ofToday.has(id))
    .map(({ id, name }) => (
      <option key={id} value={id}>
        {name}
      </option>
    ));
  return (
    <select aria-label={t("list")} value={chosen} onChange={(event) => onChoose(event.target.value)}>
      {today.length === 0 ? (
        others
      ) : (
        <>
          <optgroup label={t("sessions.today")}>
            {today.map((each) => (
              <option key={each.list_id} value={each.list_id}>
                {`${moment(each.starts_at)} ${each.title}`}
              </option>
            ))}
          </optgroup>
          {others.length > 0 && <optgroup label={t("sessions.lists")}>{others}</optgroup>}
        </>
      )}
    </select>
  );
}

/** Always there, so that a screen reader hears what comes into it. */
export function NextSession({ setup, chosen, now, onChoose }: ListChoiceProps): ReactNode {
  const t = useDoorTexts();
  const moment = useMoment(setup.time_zone);
  const next = nextSession(setup, chosen, now);
  return (
    <div className="scan__next" role="status">
      {next !== null && (
        <>
          <span>{t("sessions.next", { title: next.title, at: moment(next.starts_at) })}</span>
          <button type="button" className="door-tool" onClick={() => onChoose(next.list_id)}>
            {t("sessions.switch")}
          </button>
        </>
      )}
    </div>
  );
}

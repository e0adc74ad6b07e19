// A day's sessions one below the other, by time: what a phone shows.
import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import { Icon } from "../../../ui/Icon";
import { clockOf, lengthOf, spotOf, type Programme, type Room, type Session } from "./schedule";
import { useProgrammeTexts } from "./texts";

export interface SessionListProps {
  readonly programme: Programme;
  readonly sessions: readonly Session[];
  readonly rooms: readonly Room[];
  /** Sessions that clash with another one. */
  readonly clashing: ReadonlySet<string>;
  readonly onOpen: (session: Session) => void;
}

export function SessionList({ programme, sessions, rooms, clashing, onOpen }: SessionListProps): ReactNode {
  const t = useProgrammeTexts();
  const factsOf = (session: Session): string =>
    [
      rooms.find(({ id }) => id === session.room_id)?.name ?? t("room.none"),
      programme.tracks.find(({ id }) => id === session.track_id)?.name ?? "",
      ...programme.speakers.filter(({ id }) => session.speaker_ids.includes(id)).map(({ name }) => name),
    ]
      .filter((fact) => fact !== "")
      .join(" · ");
  return (
    <ul className="session-list" aria-label={t("grid.sessions")}>
      {sessions.map((session) => {
        const { start } = spotOf(session);
        return (
          <li key={session.id} className="session-list__line">
            <p className="session-list__time">
              {clockOf(start)}–{clockOf(start + lengthOf(session))}
            </p>
            <div className="session-list__what">
              <Button className="session-list__open" onPress={() => onOpen(session)}>
                <bdi>{session.title}</bdi>
              </Button>
              <p className="session-list__facts">{factsOf(session)}</p>
              {session.state === "cancelled" && <span className="tag">{t("cancelled")}</span>}
              {clashing.has(session.id) && (
                <p className="session-list__clash">
                  <Icon name="warning" /> {t("clash.mark")}
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

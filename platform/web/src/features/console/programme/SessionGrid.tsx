// A day's sessions on a grid: rooms beside each other, time downwards; dragged, or moved by a handle with arrow keys.
import { useRef, type CSSProperties, type ReactNode, type RefObject } from "react";
import { Button } from "react-aria-components";
import { classNames } from "../../../ui/class-names";
import { Icon } from "../../../ui/Icon";
import { useDragging } from "./dragging";
import type { Moving } from "./moving";
import {
  clockOf,
  lanesOf,
  lengthOf,
  SHORTEST,
  spanOf,
  spotOf,
  STEP,
  type Lane,
  type Programme,
  type Room,
  type Session,
  type Span,
} from "./schedule";
import { useProgrammeTexts } from "./texts";

const HOUR = 60;
/** The first line of the grid is the heads of rooms, the first column the clock. */
const HEAD = 2;
/** Where a session is shorter, the day is drawn larger. */
const USUAL_LENGTH = 15;
const HINT = "programme-move-hint";

export interface SessionGridProps {
  readonly programme: Programme;
  readonly sessions: readonly Session[];
  readonly columns: readonly (Room | null)[];
  /** Sessions that clash with another one. */
  readonly clashing: ReadonlySet<string>;
  readonly moving: Moving;
  readonly editable: boolean;
  readonly onOpen: (session: Session) => void;
}

export function SessionGrid(props: SessionGridProps): ReactNode {
  const { sessions, columns, moving, editable } = props;
  const t = useProgrammeTexts();
  const span = spanOf(sessions);
  const lanes = lanesOf(sessions);
  const hours = Array.from({ length: (span.to - span.from) / HOUR }, (_, index) => span.from + index * HOUR);
  const grid = useRef<HTMLDivElement>(null);
  const shape = {
    "--rooms": columns.length,
    "--steps": (span.to - span.from) / STEP,
    "--step": sessions.some((session) => lengthOf(session) < USUAL_LENGTH) ? "0.875rem" : "0.625rem",
  } as CSSProperties;
  return (
    <div className="session-grid__frame">
      <div ref={grid} className="session-grid" style={shape}>
        {columns.map((room, place) => (
          <p key={room?.id ?? ""} className="session-grid__room" style={{ gridColumn: place + HEAD }}>
            <bdi>{room?.name ?? t("room.none")}</bdi>
            {room?.capacity != null && (
              <span className="muted small">{t("room.places", { count: room.capacity })}</span>
            )}
          </p>
        ))}
        {hours.map((hour) => (
          <p key={hour} className="session-grid__hour" style={{ gridRow: lineOf(hour, span) }}>
            <span className="session-grid__clock">{clockOf(hour)}</span>
          </p>
        ))}
        <ul className="session-grid__sessions" aria-label={t("grid.sessions")}>
          {sessions.map((session) => (
            <Card
              key={session.id}
              {...props}
              grid={grid}
              span={span}
              session={session}
              style={styleOf(session, columns, span, lanes.get(session.id))}
            />
          ))}
        </ul>
      </div>
      {editable && (
        <p id={HINT} className="visually-hidden">
          {t("moving.hint")}
        </p>
      )}
      <p role="status" className="visually-hidden">
        {moving.said}
      </p>
    </div>
  );
}

function lineOf(minutes: number, span: Span): number {
  return Math.floor((minutes - span.from) / STEP) + HEAD;
}

function styleOf(
  session: Session,
  columns: readonly (Room | null)[],
  span: Span,
  { lane, lanes }: Lane = { lane: 0, lanes: 1 },
): CSSProperties {
  const { start, room } = spotOf(session);
  const column = columns.findIndex((each) => (each?.id ?? null) === room) + HEAD;
  const from = lineOf(start, span);
  const ends = start + Math.max(lengthOf(session), SHORTEST);
  const to = Math.ceil((ends - span.from) / STEP) + HEAD;
  return {
    gridColumn: column,
    gridRow: `${from} / ${to}`,
    marginInlineStart: `${(lane / lanes) * 100}%`,
    inlineSize: `${100 / lanes}%`,
  };
}

interface CardProps extends SessionGridProps {
  readonly grid: RefObject<HTMLDivElement | null>;
  readonly span: Span;
  readonly session: Session;
  readonly style: CSSProperties;
}

function Card(props: CardProps): ReactNode {
  const { session, style, programme, columns, clashing, moving, editable, onOpen } = props;
  const t = useProgrammeTexts();
  const drag = useDragging(props);
  const isMoving = moving.preview?.id === session.id;
  const isCancelled = session.state === "cancelled";
  const track = programme.tracks.find(({ id }) => id === session.track_id);
  const speakers = programme.speakers.filter(({ id }) => session.speaker_ids.includes(id)).map(({ name }) => name);
  const room = columns.find((each) => each?.id === session.room_id);
  const { start } = spotOf(session);
  const colour = track?.colour == null ? {} : ({ "--track": track.colour } as CSSProperties);
  return (
    <li
      className={classNames(
        "session-card",
        isMoving && "session-card--moving",
        clashing.has(session.id) && "session-card--clash",
        isCancelled && "session-card--cancelled",
      )}
      style={{ ...style, ...colour }}
      {...(editable ? drag.handlers : {})}
    >
      <Button className="session-card__open" onPress={() => drag.unlessDragged(() => onOpen(session))}>
        <bdi className="session-card__title">{session.title}</bdi>
        <span className="session-card__facts">
          {clockOf(start)}–{clockOf(start + lengthOf(session))}
          <span className="visually-hidden">, {room?.name ?? t("room.none")}</span>
          {isCancelled && ` · ${t("cancelled")}`}
        </span>
        {speakers.length > 0 && <bdi className="session-card__facts">{speakers.join(", ")}</bdi>}
      </Button>
      {clashing.has(session.id) && (
        <span className="session-card__clash" role="img" aria-label={t("clash.mark")}>
          <Icon name="warning" />
        </span>
      )}
      {editable && (
        <button
          type="button"
          className="session-card__grip"
          aria-label={t("move", { name: session.title })}
          aria-pressed={isMoving}
          aria-describedby={HINT}
          onClick={() => drag.unlessDragged(() => (isMoving ? moving.drop() : moving.begin(session)))}
          onKeyDown={moving.onKeyDown}
          onBlur={() => isMoving && !drag.isUnderway() && moving.cancel()}
        >
          <Icon name="grip" />
        </button>
      )}
    </li>
  );
}

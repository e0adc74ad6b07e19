// A session on its way to another time, room or day: by arrow keys or by the pointer, and written once it is put down.
import { useRef, useState, type KeyboardEvent } from "react";
import { useLocale as useDirection } from "react-aria-components";
import { formatDay } from "../../../lib/when";
import { useLocale } from "../../../ui/language";
import { isConflict } from "../session/connection";
import { useEvent } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useConflictWords } from "./conflict-words";
import { useChangeSession, useCurrentSession, type Written } from "./queries";
import {
  clashesOf,
  clockOf,
  isSameSpot,
  lengthOf,
  movedTo,
  spotOf,
  stepOf,
  type Programme,
  type Room,
  type Session,
  type Spot,
} from "./schedule";
import { useProgrammeTexts } from "./texts";

/** A move that somebody else's change came before. */
export interface Overtaken {
  readonly moved: Session;
  readonly theirs: Session;
}

export interface Moving {
  /** The session as it would stand; null while none is moved. */
  readonly preview: Session | null;
  readonly begin: (session: Session) => void;
  readonly to: (spot: Spot) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly drop: () => void;
  readonly cancel: () => void;
  /** For the live region. */
  readonly said: string;
  readonly overtaken: Overtaken | null;
  readonly keepMine: () => void;
  readonly forget: () => void;
}

interface Underway {
  readonly session: Session;
  readonly spot: Spot;
}

export interface Around {
  readonly programme: Programme;
  readonly rooms: readonly Room[];
  readonly columns: readonly (Room | null)[];
  readonly days: readonly string[];
  /** The day that is shown follows the session. */
  readonly onDay: (day: string) => void;
}

export function useMoving({ programme, rooms, columns, days, onDay }: Around): Moving {
  const t = useProgrammeTexts();
  const { time_zone: zone } = useEvent();
  const { direction } = useDirection();
  const locale = useLocale();
  const wordsOf = useConflictWords(programme, rooms);
  const put = usePut(wordsOf);
  const [moving, draw] = useState<Underway | null>(null);
  /** As it is, also before it is drawn: letting go may come right behind the last step. */
  const now = useRef<Underway | null>(null);
  const setMoving = (next: Underway | null): void => {
    now.current = next;
    draw(next);
  };
  const [said, setSaid] = useState("");
  const preview = moving === null ? null : movedTo(moving.session, moving.spot, zone);

  const placeOf = ({ room, start }: Spot, session: Session): string =>
    t("moving.at", {
      room: rooms.find(({ id }) => id === room)?.name ?? t("room.none"),
      starts: clockOf(start),
      ends: clockOf(start + lengthOf(session)),
    });
  const to = (spot: Spot): void => {
    const before = now.current;
    if (before === null || isSameSpot(spot, before.spot)) return;
    setMoving({ ...before, spot });
    const there = movedTo(before.session, spot, zone);
    const clashes = clashesOf(there, programme.sessions).map((conflict) => wordsOf(conflict, there));
    const isOtherDay = spot.day !== before.spot.day;
    const day = isOtherDay ? [`${formatDay(`${spot.day}T12:00:00Z`, "UTC", locale)}.`] : [];
    setSaid([...day, placeOf(spot, there), ...clashes].join(" "));
    if (isOtherDay) onDay(spot.day);
  };
  const cancel = (): void => {
    const ended = now.current;
    if (ended === null) return;
    if (ended.spot.day !== ended.session.day) onDay(ended.session.day);
    setSaid(t("moving.cancelled", { name: ended.session.title }));
    setMoving(null);
  };
  const drop = (): void => {
    const ended = now.current;
    if (ended === null) return;
    if (isSameSpot(ended.spot, spotOf(ended.session))) return cancel();
    setSaid("");
    put.send(ended.session, movedTo(ended.session, ended.spot, zone));
    setMoving(null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (moving === null) return;
    const next = event.key === "Escape" ? null : stepOf(event, moving.spot, { columns, days, direction });
    if (event.key === "Escape") cancel();
    else if (next !== null) to(next);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return {
    preview,
    begin: (session) => {
      setMoving({ session, spot: spotOf(session) });
      setSaid(t("moving.begun", { name: session.title, place: placeOf(spotOf(session), session) }));
    },
    to,
    onKeyDown,
    drop,
    cancel,
    said,
    overtaken: put.overtaken,
    keepMine: put.keepMine,
    forget: put.forget,
  };
}

/** Writes a move, says what came of it, and offers the way back. */
function usePut(wordsOf: ReturnType<typeof useConflictWords>) {
  const t = useProgrammeTexts();
  const notify = useNotify();
  const change = useChangeSession();
  const current = useCurrentSession();
  const [overtaken, setOvertaken] = useState<Overtaken | null>(null);
  const send = (over: Session, moved: Session, isUndo = false): void => {
    const { room_id, starts_at, ends_at } = moved;
    const done = (saved: Written): void => {
      const clashes = saved.conflicts.map((conflict) => wordsOf(conflict, saved));
      notify({
        text: [t(isUndo ? "movedBack" : "moved", { name: saved.title }), ...clashes].join(" "),
        ...(clashes.length === 0 ? {} : { kind: "bad" as const }),
        ...(isUndo ? {} : { action: { label: t("undo"), onPress: () => send(saved, over, true) } }),
      });
    };
    const fail = (error: unknown): void => {
      const lost = (): void => notify({ kind: "bad", text: t("notSaved") });
      if (!isConflict(error)) return lost();
      void current(over.id).then((theirs) => setOvertaken({ moved, theirs }), lost);
    };
    change.mutate(
      { session: over, changes: { room_id, starts_at, ends_at }, preview: { ...over, ...placeOf(moved) } },
      { onSuccess: done, onError: fail },
    );
  };
  return {
    send,
    overtaken,
    keepMine: () => {
      if (overtaken !== null) send(overtaken.theirs, overtaken.moved);
      setOvertaken(null);
    },
    forget: () => setOvertaken(null),
  };
}

function placeOf({ room_id, day, starts_at, ends_at, starts_local, ends_local }: Session) {
  return { room_id, day, starts_at, ends_at, starts_local, ends_local };
}

// The sessions of a check-in list: one by one, or all of a track or of a room's day at once.
import type { ReactNode } from "react";
import type { Schemas } from "../../../api/client";
import { formatDay } from "../../../lib/when";
import { CheckboxGroup } from "../../../ui/Checkbox";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useEvent } from "../shell/event";
import { useEventTime } from "../shell/event-api";
import { useCheckinTexts } from "./texts";

type Programme = Schemas["EventsProgramme"];
type Session = Programme["sessions"][number];

export interface SessionGroup {
  readonly key: string;
  /** Of a track; or of a room with the start of its first session of the day. */
  readonly name: string;
  readonly at: string | null;
  readonly ids: readonly string[];
}

/** Tracks, and days of rooms, with more than one session that one registers for. */
export function groupsOf(programme: Programme): readonly SessionGroup[] {
  const sessions = sessionsOf(programme);
  const tracks = programme.tracks.map(({ id, name }): SessionGroup => {
    const own = sessions.filter((each) => each.track_id === id);
    return { key: id, name, at: null, ids: own.map((each) => each.id) };
  });
  const rooms = programme.rooms.flatMap(({ id, name }) =>
    [...new Set(sessions.map(({ day }) => day))].map((day): SessionGroup => {
      const own = sessions.filter((each) => each.room_id === id && each.day === day);
      return { key: `${id} ${day}`, name, at: own[0]?.starts_at ?? null, ids: own.map((each) => each.id) };
    }),
  );
  return [...tracks, ...rooms].filter(({ ids }) => ids.length > 1);
}

/** Those that one registers for, the soonest first. */
export function sessionsOf(programme: Programme): readonly Session[] {
  return programme.sessions
    .filter((each) => each.needs_registration)
    .sort((a, b) => Date.parse(a.starts_at) - Date.parse(b.starts_at) || a.title.localeCompare(b.title));
}

export interface SessionFieldsProps {
  readonly programme: Programme;
  readonly chosen: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (chosen: readonly string[]) => void;
}

export function SessionFields({ programme, chosen, error, onChange }: SessionFieldsProps): ReactNode {
  const t = useCheckinTexts();
  const moment = useEventTime();
  const { time_zone: zone } = useEvent();
  const locale = useLocale();
  const groups = groupsOf(programme);
  const labelOf = ({ name, at }: SessionGroup): string =>
    at === null ? t("sessions.track", { name }) : t("sessions.room", { name, day: formatDay(at, zone, locale) });
  const add = (key: string): void => {
    const ids = groups.find((each) => each.key === key)?.ids ?? [];
    onChange([...new Set([...chosen, ...ids])]);
  };
  return (
    <>
      {groups.length > 0 && (
        <NativeSelect
          id="list-session-group"
          label={t("sessions.add")}
          options={groups.map((each) => ({ value: each.key, label: labelOf(each) }))}
          value=""
          onChange={add}
        />
      )}
      <CheckboxGroup
        id="list-sessions"
        label={t("field.sessions")}
        hint={t("field.sessionsHint")}
        required
        error={error}
        options={sessionsOf(programme).map(({ id, title, starts_at: at }) => ({
          value: id,
          label: `${title} · ${moment(at)}`,
        }))}
        values={chosen}
        onChange={onChange}
      />
    </>
  );
}

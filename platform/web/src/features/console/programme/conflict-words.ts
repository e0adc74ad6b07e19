// A conflict in words: which room or speaker, and which two sessions.
import type { Conflict, Programme, Room, Session } from "./schedule";
import { useProgrammeTexts } from "./texts";

/** "Hall A has Keynote at the same time." where one of the two is at hand; else both are named. */
export function useConflictWords(
  programme: Programme,
  rooms: readonly Room[],
): (conflict: Conflict, of?: Pick<Session, "id">) => string {
  const t = useProgrammeTexts();
  return ({ kind, resource_id, first_session_id, second_session_id }, of) => {
    const among: readonly { id: string; name: string }[] = kind === "room" ? rooms : programme.speakers;
    const name = among.find(({ id }) => id === resource_id)?.name ?? "";
    const titleOf = (id: string): string => programme.sessions.find((session) => session.id === id)?.title ?? "";
    if (of === undefined) {
      const both = { name, first: titleOf(first_session_id), second: titleOf(second_session_id) };
      return kind === "room" ? t("conflict.room", both) : t("conflict.speaker", both);
    }
    const other = titleOf(of.id === first_session_id ? second_session_id : first_session_id);
    return kind === "room" ? t("clash.room", { name, other }) : t("clash.speaker", { name, other });
  };
}

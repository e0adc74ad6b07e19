// What is booked twice at once, in words; each leads to its session.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";
import { useConflictWords } from "./conflict-words";
import type { Conflict, Programme, Room, Session } from "./schedule";
import { useProgrammeTexts } from "./texts";

/** More conflicts than these are folded away. */
const FEW = 2;

export interface ConflictsProps {
  readonly conflicts: readonly Conflict[];
  readonly programme: Programme;
  readonly rooms: readonly Room[];
  readonly onOpen: (session: Session) => void;
}

export function Conflicts({ conflicts, programme, rooms, onOpen }: ConflictsProps): ReactNode {
  const t = useProgrammeTexts();
  const wordsOf = useConflictWords(programme, rooms);
  if (conflicts.length === 0) return null;
  return (
    <Notice>
      <details open={conflicts.length <= FEW}>
        <summary className="programme-conflicts__summary">{t("conflicts", { count: conflicts.length })}</summary>
        <ul className="programme-conflicts">
          {conflicts.map((conflict) => (
            <li key={Object.values(conflict).join(" ")} className="programme-conflicts__line">
              <span>{wordsOf(conflict)}</span>
              {programme.sessions
                .filter(({ id }) => id === conflict.second_session_id)
                .map((session) => (
                  <Button key={session.id} kind="quiet" size="small" onPress={() => onOpen(session)}>
                    {t("conflict.open", { name: session.title })}
                  </Button>
                ))}
            </li>
          ))}
        </ul>
      </details>
    </Notice>
  );
}

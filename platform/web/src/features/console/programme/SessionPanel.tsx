// A session beside the programme: everything that it says, saved as a whole and never over what others saved.
import type { ReactNode } from "react";
import { EntityPanel } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { SessionFilesLink } from "../session-files/SessionFilesLink";
import { useEvent } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useConflictWords } from "./conflict-words";
import type { Programme, Room, Session } from "./schedule";
import { formOf, type SessionForm } from "./session-form";
import { useSessionSource } from "./session-saving";
import { useSessionLabels, useShownSession } from "./SessionConflict";
import { SessionFields } from "./SessionFields";
import { SessionPlaces } from "./SessionPlaces";
import { useProgrammeTexts } from "./texts";

export interface SessionPanelProps {
  /** As it was opened; null makes one. */
  readonly session: Session | null;
  /** What the form of a new one begins with. */
  readonly empty: SessionForm;
  readonly programme: Programme;
  readonly rooms: readonly Room[];
  readonly editable: boolean;
  readonly onDelete: (session: Session) => void;
  readonly onClose: () => void;
}

export function SessionPanel(props: SessionPanelProps): ReactNode {
  const { session, empty, programme, rooms, editable, onDelete, onClose } = props;
  const t = useProgrammeTexts();
  const { time_zone: zone } = useEvent();
  const notify = useNotify();
  const wordsOf = useConflictWords(programme, rooms);
  const source = useSessionSource((saved) => {
    const said = t(session === null ? "made" : "saved", { name: saved.title });
    const clashes = saved.conflicts.map((conflict) => wordsOf(conflict, saved));
    notify(clashes.length === 0 ? said : { kind: "bad", text: `${said} ${clashes.join(" ")}` });
    onClose();
  });
  const editing = useEditing<SessionForm, Session>({
    ...source,
    entity: session,
    empty,
    formOf: (from) => formOf(from, zone),
  });
  return (
    <EntityPanel
      title={session?.title ?? t("new")}
      editing={editing}
      submit={t(session === null ? "add" : "save")}
      labelOf={useSessionLabels()}
      shownOf={useShownSession(programme, rooms)}
      editable={editable}
      onClose={onClose}
      {...(session === null ? {} : { onDelete: () => onDelete(session) })}
    >
      {session?.needs_registration === true && <SessionPlaces session={session} />}
      {session !== null && <SessionFilesLink sessionId={session.id} />}
      <SessionFields
        form={editing.form}
        isNew={session === null}
        programme={programme}
        rooms={rooms}
        errors={editing.errors}
        editable={editable}
        change={editing.change}
      />
    </EntityPanel>
  );
}

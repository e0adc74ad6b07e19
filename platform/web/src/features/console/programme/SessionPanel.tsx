// A session beside the programme: everything that it says, saved as a whole and never over what others saved.
import { useState, type FormEvent, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { SidePanel } from "../../../ui/Dialog";
import { ErrorSummary } from "../../../ui/ErrorSummary";
import { Failure } from "../../../ui/Failure";
import { useEvent } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useConflictWords } from "./conflict-words";
import type { Programme, Room, Session } from "./schedule";
import { differences, formOf, type SessionForm } from "./session-form";
import { useSessionSaving } from "./session-saving";
import { SessionConflict } from "./SessionConflict";
import { SessionFields } from "./SessionFields";
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

const FORM = "session-form";

export function SessionPanel(props: SessionPanelProps): ReactNode {
  const { session, empty, programme, rooms, editable, onDelete, onClose } = props;
  const t = useProgrammeTexts();
  const { time_zone: zone } = useEvent();
  const notify = useNotify();
  const wordsOf = useConflictWords(programme, rooms);
  const [over, setOver] = useState(session);
  const [base, setBase] = useState(() => (session === null ? empty : formOf(session, zone)));
  const [form, setForm] = useState(base);
  const changed = differences(base, form);
  const saving = useSessionSaving((saved) => {
    const said = t(session === null ? "made" : "saved", { name: saved.title });
    const clashes = saved.conflicts.map((conflict) => wordsOf(conflict, saved));
    notify(clashes.length === 0 ? said : { kind: "bad", text: `${said} ${clashes.join(" ")}` });
    onClose();
  });
  const { theirs } = saving;
  const submit = (submitted: FormEvent): void => {
    submitted.preventDefault();
    if (over !== null && changed.length === 0) onClose();
    else saving.save(form, changed, over);
  };
  const begin = (from: Session): void => {
    setOver(from);
    setBase(formOf(from, zone));
    setForm(formOf(from, zone));
    saving.forgetConflict();
  };
  const actions = editable ? (
    <>
      {session !== null && (
        <Button kind="danger" onPress={() => onDelete(session)}>
          {t("delete")}
        </Button>
      )}
      <Button kind="quiet" onPress={onClose}>
        {t("cancel")}
      </Button>
      <Button type="submit" form={FORM} pending={saving.pending} isDisabled={session !== null && changed.length === 0}>
        {t(session === null ? "add" : "save")}
      </Button>
    </>
  ) : undefined;
  return (
    <SidePanel
      open
      title={session?.title ?? t("new")}
      onClose={onClose}
      {...(actions === undefined ? {} : { actions })}
    >
      <form id={FORM} className="session-editor" noValidate onSubmit={submit}>
        <ErrorSummary attempt={saving.attempt} errors={saving.summary} />
        {saving.failure !== null && <Failure error={saving.failure} />}
        <SessionFields
          form={form}
          isNew={session === null}
          programme={programme}
          rooms={rooms}
          errors={saving.errors}
          editable={editable}
          change={(changes) => setForm((now) => ({ ...now, ...changes }))}
        />
      </form>
      {theirs !== null && (
        <SessionConflict
          mine={form}
          theirs={formOf(theirs, zone)}
          changed={changed}
          programme={programme}
          rooms={rooms}
          onKeepMine={() => {
            setOver(theirs);
            saving.save(form, changed, theirs);
          }}
          onTakeTheirs={() => begin(theirs)}
          onClose={saving.forgetConflict}
        />
      )}
    </SidePanel>
  );
}

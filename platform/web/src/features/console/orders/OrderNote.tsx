// A note of the team, changed by who wrote it, and deleted by them or by who manages notes.
import { useState, type ReactNode } from "react";
import { answerOf, type Schemas } from "../../../api/client";
import { ActionMenu, type Action } from "../../../ui/ActionMenu";
import { Field } from "../../../ui/Field";
import { EntityPanel } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { RemoveDialog } from "../parts/RemoveDialog";
import { useApi, useConnection } from "../session/api";
import { ifMatch } from "../session/connection";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { ShortMoment } from "../parts/ShortMoment";
import { useOrderAction } from "./order-actions";
import { useOrderTexts } from "./texts";

export type Note = Schemas["Order_notesOrderNote"];

export const LONGEST_NOTE = 4000;
const NOTE = "/api/v1/organizations/{organization_id}/orders/{order_id}/notes/{note_id}";

export interface OrderNoteProps {
  readonly note: Note;
  readonly zone: string;
  /** Whom the note is on, where that is worth saying. */
  readonly about: string;
  /** As the notes of the order are now. */
  readonly current: () => Promise<readonly Note[]>;
}

export function OrderNote({ note, zone, about, current }: OrderNoteProps): ReactNode {
  const t = useOrderTexts();
  const { may } = useOrganization();
  const { config } = useConnection();
  const [opened, setOpened] = useState<"edit" | "delete" | null>(null);
  const remove = useOrderAction({ id: note.order_id }, (api, { path }, { id }: Note) =>
    api.DELETE(NOTE, { params: { path: { ...path, note_id: id } } }),
  );
  const isOwn = note.author === `user:${config.person.id}` && may("order-notes.write");
  const actions: readonly Action[] = [
    ...(isOwn ? [{ id: "edit", label: t("notes.edit"), onAction: () => setOpened("edit") }] : []),
    ...(isOwn || may("order-tags.manage")
      ? [{ id: "delete", label: t("notes.delete"), danger: true, onAction: () => setOpened("delete") }]
      : []),
  ];
  return (
    <li>
      <div className="order-note">
        <p>
          <bdi>{note.text}</bdi>
        </p>
        {actions.length > 0 && <ActionMenu label={t("notes.more")} actions={actions} />}
      </div>
      <p className="muted small">
        <ShortMoment at={note.written_at} zone={zone} />
        {note.edited_at !== null && note.edited_at !== undefined && ` · ${t("notes.edited")}`}
        {about !== "" && (
          <>
            {" · "}
            <bdi>{about}</bdi>
          </>
        )}
      </p>
      {opened === "edit" && <EditNote note={note} current={current} onClose={() => setOpened(null)} />}
      {opened === "delete" && (
        <RemoveDialog
          title={t("notes.deleteTitle")}
          text={note.text}
          what={note}
          remove={remove}
          onDone={t("notes.deleted")}
          onClose={() => setOpened(null)}
        />
      )}
    </li>
  );
}

interface EditNoteProps extends Pick<OrderNoteProps, "note" | "current"> {
  readonly onClose: () => void;
}

function EditNote({ note, current, onClose }: EditNoteProps): ReactNode {
  const t = useOrderTexts();
  const api = useApi();
  const notify = useNotify();
  const { id } = useOrganization();
  const refreshed = useOrderAction({ id: note.order_id }, () => Promise.resolve());
  const editing = useEditing<{ readonly text: string }, Note>({
    entity: note,
    empty: { text: "" },
    prefix: "note",
    formOf: ({ text }) => ({ text }),
    problemsOf: ({ text }) => new Map(text.trim() === "" ? [["text", t("wrong.note")]] : []),
    fieldOf: (pointer) => (pointer === "/text" ? "text" : null),
    write: ({ text }, _, over) => {
      const of = over ?? note;
      const path = { organization_id: id, order_id: of.order_id, note_id: of.id };
      return answerOf(api.PATCH(NOTE, { params: { path }, body: { text: text.trim() }, headers: ifMatch(of) }));
    },
    current: async (over) => (await current()).find((each) => each.id === over.id) ?? over,
    onSaved: () => {
      refreshed.mutate(undefined);
      notify(t("notes.saved"));
      onClose();
    },
  });
  return (
    <EntityPanel
      kind="dialog"
      editing={editing}
      title={t("notes.edit")}
      labelOf={() => t("notes.text")}
      onClose={onClose}
    >
      <Field
        id="note-text"
        label={t("notes.text")}
        hint={t("notes.editHint")}
        required
        rows={4}
        maxLength={LONGEST_NOTE}
        value={editing.form.text}
        error={editing.errors.get("text")}
        onChange={(text) => editing.change({ text })}
      />
    </EntityPanel>
  );
}

// A level of sponsors: its name.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { EntityPanel } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { useNotify } from "../shell/notifications";
import { useSaveLevel, type Level } from "./queries";
import { useSponsorTexts } from "./texts";

interface LevelForm {
  readonly name: string;
}

export interface LevelDialogProps {
  /** Null makes one. */
  readonly level: Level | null;
  readonly onClose: () => void;
}

export function LevelDialog({ level, onClose }: LevelDialogProps): ReactNode {
  const t = useSponsorTexts();
  const notify = useNotify();
  const save = useSaveLevel();
  const editing = useEditing<LevelForm, Level>({
    prefix: "level",
    entity: level,
    empty: { name: "" },
    formOf: ({ name }) => ({ name }),
    problemsOf: ({ name }) => new Map(name.trim() === "" ? [["name", t("wrong.name")]] : []),
    fieldOf: () => "name",
    current: (over) => Promise.resolve(over),
    write: ({ name }, _changed, over) => save.mutateAsync({ level: over, body: { name: name.trim() } }),
    onSaved: ({ name }) => {
      notify(t("saved", { name }));
      onClose();
    },
  });
  return (
    <EntityPanel
      kind="dialog"
      title={level?.name ?? t("level.new")}
      editing={editing}
      {...(level === null ? { submit: t("level.add") } : {})}
      labelOf={() => t("field.name")}
      onClose={onClose}
    >
      <Field
        id="level-name"
        label={t("field.name")}
        hint={t("level.nameHint")}
        required
        value={editing.form.name}
        onChange={(name) => editing.change({ name })}
        error={editing.errors.get("name")}
      />
    </EntityPanel>
  );
}

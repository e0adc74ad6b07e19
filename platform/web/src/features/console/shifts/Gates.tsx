// The gates of an event: named, and deleted while no shift takes place there.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { EntityPanel } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useNotify } from "../shell/notifications";
import { useCreateGate, useDeleteGate, useGates, type Gate } from "./queries";
import { useShiftTexts } from "./texts";

export function Gates({ editable }: { readonly editable: boolean }): ReactNode {
  const t = useShiftTexts();
  const gates = useGates().data ?? [];
  const remove = useDeleteGate();
  const [isNew, setNew] = useState(false);
  const [removed, setRemoved] = useState<Gate | null>(null);
  return (
    <Section
      title={t("gates.title")}
      {...(editable
        ? {
            action: (
              <Button kind="quiet" size="small" onPress={() => setNew(true)}>
                {t("gates.add")}
              </Button>
            ),
          }
        : {})}
    >
      {gates.length === 0 && <p className="muted">{t("gates.none")}</p>}
      {gates.length > 0 && (
        <Rows label={t("gates.title")}>
          {gates.map((gate) => (
            <Row
              key={gate.id}
              title={gate.name}
              actions={
                editable
                  ? [{ id: "delete", label: t("delete.button"), danger: true, onAction: () => setRemoved(gate) }]
                  : []
              }
            />
          ))}
        </Rows>
      )}
      {isNew && <NewGate onClose={() => setNew(false)} />}
      {removed !== null && (
        <RemoveDialog
          title={t("delete.title", { name: removed.name })}
          text={t("gates.deleteText")}
          what={removed}
          remove={remove}
          onDone={t("delete.done", { name: removed.name })}
          onClose={() => setRemoved(null)}
        />
      )}
    </Section>
  );
}

function NewGate({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useShiftTexts();
  const notify = useNotify();
  const create = useCreateGate();
  const editing = useEditing<{ readonly name: string }, Gate>({
    entity: null,
    empty: { name: "" },
    prefix: "gate",
    formOf: ({ name }) => ({ name }),
    problemsOf: ({ name }) => new Map(name.trim() === "" ? [["name", t("wrong.name")]] : []),
    fieldOf: (pointer) => (pointer === "/name" ? "name" : null),
    write: ({ name }) => create(name.trim()),
    current: (gate) => Promise.resolve(gate),
    onSaved: ({ name }) => {
      notify(t("gates.made", { name }));
      onClose();
    },
  });
  return (
    <EntityPanel
      kind="dialog"
      editing={editing}
      title={t("gates.add")}
      submit={t("gates.add")}
      labelOf={() => t("field.name")}
      onClose={onClose}
    >
      <Field
        id="gate-name"
        label={t("field.name")}
        hint={t("gates.hint")}
        required
        maxLength={100}
        value={editing.form.name}
        error={editing.errors.get("name")}
        onChange={(name) => editing.change({ name })}
      />
    </EntityPanel>
  );
}

// Gives a stream another name, never over what somebody else changed.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useNotify } from "../shell/notifications";
import type { AuditStream, StreamApi } from "./log-api";
import { useLogTexts } from "./texts";

interface Form {
  readonly name: string;
}

export interface RenameStreamProps {
  readonly api: StreamApi;
  readonly stream: AuditStream;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

export function RenameStream({ api, stream, onSaved, onClose }: RenameStreamProps): ReactNode {
  const t = useLogTexts();
  const notify = useNotify();
  const editing = useEditing<Form, AuditStream>({
    prefix: "rename",
    entity: stream,
    empty: { name: "" },
    formOf: ({ name }) => ({ name }),
    problemsOf: ({ name }) => new Map(name.trim() === "" ? [["name", t("stream.nameMissing")]] : []),
    fieldOf: (pointer) => (pointer === "/name" ? "name" : null),
    write: async ({ name }, _, over) => {
      const from = over ?? stream;
      await api.update(from, { name: name.trim() });
      return { ...from, name: name.trim() };
    },
    current: async (over) => (await api.list()).find(({ id }) => id === over.id) ?? over,
    onSaved: () => {
      notify(t("streams.renamed"));
      onSaved();
      onClose();
    },
  });
  return (
    <EntityPanel
      kind="dialog"
      title={t("streams.rename")}
      editing={editing}
      labelOf={() => t("stream.name")}
      onClose={onClose}
    >
      <Field
        id="rename-name"
        label={t("stream.name")}
        required
        maxLength={100}
        value={editing.form.name}
        error={editing.errors.get("name")}
        onChange={(name) => editing.change({ name })}
      />
    </EntityPanel>
  );
}

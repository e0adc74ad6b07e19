// The name of a member list, new or other.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useNotify } from "../shell/notifications";
import { useFetchMemberList, useSaveMemberList, type MemberList } from "./queries";
import { useMemberListTexts } from "./texts";

interface Form {
  readonly name: string;
}

const LONGEST_NAME = 100;

export interface ListPanelProps {
  /** As it was opened; null makes one. */
  readonly list: MemberList | null;
  readonly onClose: () => void;
}

export function ListPanel({ list, onClose }: ListPanelProps): ReactNode {
  const t = useMemberListTexts();
  const notify = useNotify();
  const save = useSaveMemberList();
  const fetchList = useFetchMemberList();
  const editing = useEditing<Form, MemberList>({
    entity: list,
    empty: { name: "" },
    formOf: ({ name }) => ({ name }),
    prefix: "member-list",
    problemsOf: ({ name }) => new Map<"name", string>(name.trim() === "" ? [["name", t("wrong.name")]] : []),
    fieldOf: (pointer) => (pointer === "/name" ? "name" : null),
    current: fetchList,
    write: ({ name }, _changed, over) => save.mutateAsync({ over, name: name.trim() }),
    onSaved: ({ name }) => {
      notify(t(list === null ? "added" : "saved", { name }));
      onClose();
    },
  });
  return (
    <EntityPanel
      kind="dialog"
      title={t(list === null ? "add" : "rename")}
      editing={editing}
      submit={t(list === null ? "add" : "save")}
      labelOf={() => t("name")}
      onClose={onClose}
    >
      <Field
        id="member-list-name"
        label={t("name")}
        required
        maxLength={LONGEST_NAME}
        autoComplete="off"
        value={editing.form.name}
        error={editing.errors.get("name")}
        onChange={(name) => editing.change({ name })}
      />
    </EntityPanel>
  );
}

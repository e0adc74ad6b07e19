// An address that the team puts on the suppression list by hand.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useNotify } from "../shell/notifications";
import { SCOPES, useSuppress, type NewSuppression, type Scope, type Suppression } from "./queries";
import { useSuppressionTexts } from "./texts";

const EMPTY: NewSuppression = { email: "", scope: "news", note: "" };
const NAMES = ["email", "scope", "note"] as const;
type Name = (typeof NAMES)[number];

export function AddSuppression({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useSuppressionTexts();
  const notify = useNotify();
  const suppress = useSuppress();
  const editing = useEditing<NewSuppression, Suppression>({
    entity: null,
    empty: EMPTY,
    formOf: ({ email, scope, note }) => ({ email, scope, note }),
    prefix: "suppression",
    problemsOf: ({ email, note }) =>
      new Map<Name, string>([
        ...(email.trim() === "" ? ([["email", t("wrong.email")]] as const) : []),
        ...(note.trim() === "" ? ([["note", t("wrong.note")]] as const) : []),
      ]),
    fieldOf: (pointer) => NAMES.find((name) => pointer === `/${name}`) ?? null,
    current: () => Promise.reject(new Error("an entry is not changed")),
    write: ({ email, scope, note }) => suppress.mutateAsync({ email: email.trim(), scope, note: note.trim() }),
    onSaved: ({ email }) => {
      notify(t("added", { email }));
      onClose();
    },
  });
  const { form, change, errors } = editing;
  return (
    <EntityPanel
      title={t("add")}
      editing={editing}
      submit={t("add")}
      labelOf={(name) => t(`field.${name}`)}
      onClose={onClose}
    >
      <Field
        id="suppression-email"
        label={t("field.email")}
        required
        maxLength={254}
        autoComplete="off"
        value={form.email}
        error={errors.get("email")}
        onChange={(email) => change({ email })}
      />
      <RadioGroup
        id="suppression-scope"
        label={t("field.scope")}
        value={form.scope}
        options={SCOPES.map((value) => ({ value, label: t(`choose.${value}`) }))}
        onChange={(scope) => change({ scope: scope as Scope })}
      />
      <Field
        id="suppression-note"
        label={t("field.note")}
        hint={t("hint.note")}
        required
        maxLength={500}
        value={form.note}
        error={errors.get("note")}
        onChange={(note) => change({ note })}
      />
    </EntityPanel>
  );
}

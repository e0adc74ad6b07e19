// A sales partner beside the list, saved as a whole and never over what others saved.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useEditing, type Editing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import {
  changesOf,
  EMPTY,
  fieldOf,
  formOf,
  newOf,
  problemsOf,
  type PartnerField,
  type PartnerForm,
} from "./partner-form";
import { useFetchPartner, useSavePartner, useTokenChoices, type SalesPartner } from "./queries";
import { usePartnerTexts } from "./texts";

export interface PartnerPanelProps {
  /** As it was opened; null makes one. */
  readonly partner: SalesPartner | null;
  readonly onClose: () => void;
  readonly onDelete: (partner: SalesPartner) => void;
}

export function PartnerPanel({ partner, onClose, onDelete }: PartnerPanelProps): ReactNode {
  const t = usePartnerTexts();
  const notify = useNotify();
  const save = useSavePartner();
  const fetchPartner = useFetchPartner();
  const editing = useEditing<PartnerForm, SalesPartner>({
    entity: partner,
    empty: EMPTY,
    formOf,
    prefix: "sales-partner",
    problemsOf: (form) => new Map([...problemsOf(form)].map(([name, wrong]) => [name, t(`wrong.${wrong}`)])),
    fieldOf,
    current: ({ id }) => fetchPartner(id),
    write: (form, changed, over) =>
      save.mutateAsync({ over, body: over === null ? newOf(form) : changesOf(form, changed) }),
    onSaved: (saved) => {
      notify(t(partner === null ? "made" : "saved", { name: saved.name }));
      onClose();
    },
  });
  return (
    <EntityPanel
      title={partner === null ? t("new") : t("edit", { name: partner.name })}
      editing={editing}
      submit={t(partner === null ? "add" : "save")}
      labelOf={(name) => t(`field.${name}`)}
      onClose={onClose}
      {...(partner === null ? {} : { onDelete: () => onDelete(partner) })}
    >
      <PartnerFields editing={editing} />
    </EntityPanel>
  );
}

function PartnerFields({ editing }: { readonly editing: Editing<PartnerForm, SalesPartner> }): ReactNode {
  const { form, change, errors } = editing;
  const t = usePartnerTexts();
  const knowsTokens = useOrganization().may("api-tokens.manage");
  const tokens = useTokenChoices(knowsTokens);
  const text = (name: PartnerField) => ({
    id: `sales-partner-${name}`,
    label: t(`field.${name}`),
    value: form[name],
    error: errors.get(name),
    onChange: (value: string) => change({ [name]: value }),
  });
  return (
    <>
      <Field {...text("name")} required maxLength={200} />
      <Field {...text("code")} hint={t("field.codeHint")} required maxLength={40} autoComplete="off" />
      <Field {...text("contact")} maxLength={200} autoComplete="off" />
      <Field {...text("email")} type="email" autoComplete="off" />
      {knowsTokens && (
        <NativeSelect
          id="sales-partner-token"
          label={t("field.token")}
          hint={t("field.tokenHint")}
          value={form.token}
          options={[{ value: "", label: t("noToken") }, ...tokens]}
          onChange={(token) => change({ token })}
        />
      )}
      <Field {...text("note")} hint={t("field.noteHint")} rows={3} maxLength={2000} />
    </>
  );
}

// A blocked address beside the list, saved as a whole and never over what others saved.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useEditing, type Editing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useNotify } from "../shell/notifications";
import {
  changesOf,
  EMPTY,
  fieldOf,
  formOf,
  KINDS,
  LASTS,
  newOf,
  OUTCOMES,
  problemsOf,
  type BlockedForm,
  type Kind,
  type Lasts,
  type Outcome,
} from "./blocked-form";
import { useFetchBlocked, useSaveBlocked, type BlockedAddress } from "./queries";
import { useBlockedTexts } from "./texts";

export interface BlockedPanelProps {
  /** As it was opened; null blocks another address. */
  readonly entry: BlockedAddress | null;
  readonly onClose: () => void;
  readonly onDelete: (entry: BlockedAddress) => void;
}

export function BlockedPanel({ entry, onClose, onDelete }: BlockedPanelProps): ReactNode {
  const t = useBlockedTexts();
  const notify = useNotify();
  const save = useSaveBlocked();
  const fetchEntry = useFetchBlocked();
  const editing = useEditing<BlockedForm, BlockedAddress>({
    entity: entry,
    empty: EMPTY,
    formOf,
    prefix: "blocked-address",
    problemsOf: (form) => new Map([...problemsOf(form)].map(([name, wrong]) => [name, t(`wrong.${wrong}`)])),
    fieldOf,
    current: ({ id }) => fetchEntry(id),
    write: (form, changed, over) =>
      save.mutateAsync({
        over,
        body: over === null ? newOf(form, Date.now()) : changesOf(form, changed, Date.now()),
      }),
    onSaved: ({ value }) => {
      notify(t(entry === null ? "made" : "saved", { value }));
      onClose();
    },
  });
  return (
    <EntityPanel
      title={entry === null ? t("new") : t("edit", { value: entry.value })}
      editing={editing}
      submit={t(entry === null ? "add" : "save")}
      labelOf={(name) => t(`field.${name}`)}
      onClose={onClose}
      {...(entry === null ? {} : { onDelete: () => onDelete(entry) })}
    >
      <BlockedFields editing={editing} />
    </EntityPanel>
  );
}

function BlockedFields({ editing }: { readonly editing: Editing<BlockedForm, BlockedAddress> }): ReactNode {
  const { form, change, errors, isNew } = editing;
  const t = useBlockedTexts();
  const lasts: readonly Lasts[] = isNew ? LASTS : ["kept", ...LASTS];
  return (
    <>
      {isNew && (
        <>
          <NativeSelect
            id="blocked-address-kind"
            label={t("field.kind")}
            value={form.kind}
            required
            options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
            onChange={(kind) => change({ kind: kind as Kind })}
          />
          <Field
            id="blocked-address-value"
            label={t("field.value")}
            hint={t(`hint.${form.kind}`)}
            required
            maxLength={254}
            autoComplete="off"
            value={form.value}
            error={errors.get("value")}
            onChange={(value) => change({ value })}
          />
        </>
      )}
      <RadioGroup
        id="blocked-address-outcome"
        label={t("field.outcome")}
        value={form.outcome}
        options={OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))}
        onChange={(outcome) => change({ outcome: outcome as Outcome })}
      />
      <Field
        id="blocked-address-reason"
        label={t("field.reason")}
        hint={t("hint.reason")}
        required
        maxLength={500}
        value={form.reason}
        error={errors.get("reason")}
        onChange={(reason) => change({ reason })}
      />
      <NativeSelect
        id="blocked-address-lasts"
        label={t("field.lasts")}
        value={form.lasts}
        error={errors.get("lasts")}
        options={lasts.map((value) => ({ value, label: t(`lasts.${value}`) }))}
        onChange={(value) => change({ lasts: value as Lasts })}
      />
    </>
  );
}

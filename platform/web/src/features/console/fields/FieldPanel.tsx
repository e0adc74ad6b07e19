// One of the organization's own fields: what it is called, what it may say, and who sees it.
import type { ReactNode } from "react";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { EntityPanel } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { useNotify } from "../shell/notifications";
import {
  EMPTY_FIELD,
  fieldFormOf,
  fieldNameOf,
  fieldOfForm,
  fieldProblemsOf,
  keyOf,
  TYPES,
  type FieldForm,
} from "./field-form";
import { useFetchOwnFields, useStateFields, type FieldSet, type OwnField } from "./queries";
import { useFieldTexts } from "./texts";

/** A field with the set in which it was seen: fields are saved together. */
interface Placed {
  readonly field: OwnField;
  readonly set: FieldSet;
}

export interface FieldPanelProps {
  /** Null makes one. */
  readonly field: OwnField | null;
  readonly set: FieldSet;
  readonly editable: boolean;
  readonly onClose: () => void;
}

export function FieldPanel({ field, set, editable, onClose }: FieldPanelProps): ReactNode {
  const t = useFieldTexts();
  const notify = useNotify();
  const state = useStateFields();
  const fetchFields = useFetchOwnFields();
  const editing = useEditing<FieldForm, Placed>({
    prefix: "own-field",
    entity: field === null ? null : { field, set },
    empty: EMPTY_FIELD,
    formOf: (placed) => fieldFormOf(placed.field),
    problemsOf: (form) => new Map([...fieldProblemsOf(form)].map(([name, wrong]) => [name, t(`wrong.${wrong}`)])),
    fieldOf: fieldNameOf,
    current: async (over) => {
      const now = await fetchFields();
      return {
        set: now,
        field: now.fields.find(({ key }) => key === over.field.key) ?? over.field,
      };
    },
    write: async (form, _changed, over) => {
      const from = over?.set ?? set;
      const key =
        over?.field.key ??
        keyOf(
          form.label,
          from.fields.map((each) => each.key),
        );
      const stated = fieldOfForm(form, key);
      const isThere = from.fields.some((each) => each.key === key);
      const fields = isThere ? from.fields.map((each) => (each.key === key ? stated : each)) : [...from.fields, stated];
      return {
        set: await state.mutateAsync({ fields, over: from }),
        field: stated,
      };
    },
    onSaved: (saved) => {
      notify(t("saved", { name: saved.field.label }));
      onClose();
    },
  });
  const { form, errors, change } = editing;
  return (
    <EntityPanel
      title={field?.label ?? t("new")}
      editing={editing}
      editable={editable}
      {...(field === null ? { submit: t("add") } : {})}
      labelOf={(name) => t(`field.${name}`)}
      shownOf={(said, name) =>
        name === "isRequired" || name === "isPublic" ? t(said[name] ? "yes" : "no") : said[name]
      }
      onClose={onClose}
    >
      <Field
        id="own-field-label"
        label={t("field.label")}
        required
        disabled={!editable}
        value={form.label}
        onChange={(label) => change({ label })}
        error={errors.get("label")}
      />
      <NativeSelect
        id="own-field-type"
        label={t("field.type")}
        required
        disabled={!editable}
        value={form.type}
        options={TYPES.map((value) => ({ value, label: t(`type.${value}`) }))}
        onChange={(chosen) => change({ type: TYPES.find((each) => each === chosen) ?? "text" })}
        error={errors.get("type")}
      />
      {form.type === "choice" && (
        <Field
          id="own-field-choices"
          label={t("field.choices")}
          hint={t("field.choicesHint")}
          rows={5}
          maxLength={20_000}
          required
          disabled={!editable}
          value={form.choices}
          onChange={(choices) => change({ choices })}
          error={errors.get("choices")}
        />
      )}
      <Field
        id="own-field-help"
        label={t("field.help")}
        hint={t("field.helpHint")}
        maxLength={500}
        disabled={!editable}
        value={form.help}
        onChange={(help) => change({ help })}
        error={errors.get("help")}
      />
      <Checkbox checked={form.isRequired} disabled={!editable} onChange={(isRequired) => change({ isRequired })}>
        {t("field.isRequired")}
      </Checkbox>
      <Checkbox checked={form.isPublic} disabled={!editable} onChange={(isPublic) => change({ isPublic })}>
        {t("field.isPublic")}
      </Checkbox>
    </EntityPanel>
  );
}

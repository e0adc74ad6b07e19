// A fraud rule beside the list, saved as a whole and never over what others saved.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useEditing, type Editing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useNotify } from "../shell/notifications";
import { useFetchFraudRule, useSaveFraudRule, type FraudRule } from "./queries";
import {
  changesOf,
  EMPTY,
  fieldOf,
  formOf,
  MEASURES,
  newOf,
  OUTCOMES,
  problemsOf,
  SUBJECTS,
  UNITS,
  type Outcome,
  type RuleForm,
} from "./rule-form";
import { useFraudTexts } from "./texts";

export interface RulePanelProps {
  /** As it was opened; null makes one. */
  readonly rule: FraudRule | null;
  readonly onClose: () => void;
  readonly onDelete: (rule: FraudRule) => void;
}

export function RulePanel({ rule, onClose, onDelete }: RulePanelProps): ReactNode {
  const t = useFraudTexts();
  const notify = useNotify();
  const save = useSaveFraudRule();
  const fetchRule = useFetchFraudRule();
  const editing = useEditing<RuleForm, FraudRule>({
    entity: rule,
    empty: EMPTY,
    formOf,
    prefix: "fraud-rule",
    problemsOf: (form) => new Map([...problemsOf(form)].map(([name, wrong]) => [name, t(`wrong.${wrong}`)])),
    fieldOf,
    current: ({ id }) => fetchRule(id),
    write: (form, changed, over) =>
      save.mutateAsync({ over, body: over === null ? newOf(form) : changesOf(form, changed) }),
    onSaved: (saved) => {
      notify(t(rule === null ? "made" : "saved", { name: saved.name }));
      onClose();
    },
  });
  return (
    <EntityPanel
      title={rule === null ? t("new") : t("edit", { name: rule.name })}
      editing={editing}
      submit={t(rule === null ? "add" : "save")}
      labelOf={(name) => t(`field.${name}`)}
      onClose={onClose}
      {...(rule === null ? {} : { onDelete: () => onDelete(rule) })}
    >
      <RuleFields editing={editing} />
    </EntityPanel>
  );
}

function RuleFields({ editing }: { readonly editing: Editing<RuleForm, FraudRule> }): ReactNode {
  const { form, change, errors, isNew } = editing;
  const t = useFraudTexts();
  const text = (name: "name" | "most" | "period") => ({
    id: `fraud-rule-${name}`,
    label: t(`field.${name}`),
    value: form[name],
    error: errors.get(name),
    onChange: (value: string) => change({ [name]: value }),
  });
  const choice = <K extends "subject" | "measure" | "unit">(name: K, values: readonly RuleForm[K][]) => ({
    id: `fraud-rule-${name}`,
    label: t(`field.${name}`),
    value: form[name],
    required: true,
    options: values.map((value) => ({ value, label: t(`${name}.${value}` as `unit.${RuleForm["unit"]}`) })),
    onChange: (value: string) => change({ [name]: value }),
  });
  return (
    <>
      <Field {...text("name")} hint={t("field.nameHint")} required maxLength={200} />
      {isNew && (
        <>
          <NativeSelect {...choice("subject", SUBJECTS)} />
          <NativeSelect {...choice("measure", MEASURES)} />
        </>
      )}
      <Field {...text("most")} hint={t("field.mostHint")} type="number" required />
      <div className="pair">
        <Field {...text("period")} type="number" required />
        <NativeSelect {...choice("unit", UNITS)} />
      </div>
      <RadioGroup
        id="fraud-rule-outcome"
        label={t("field.outcome")}
        value={form.outcome}
        options={OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))}
        onChange={(outcome) => change({ outcome: outcome as Outcome })}
      />
    </>
  );
}

// Whether sponsors collect leads, what they get of attendees who agree, and for how long.
import type { ReactNode } from "react";
import { isWhole } from "../../../lib/typed-numbers";
import { Checkbox, CheckboxGroup } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useEditing } from "../parts/editing";
import { EntityForm } from "../parts/EntityForm";
import { Section } from "../parts/Section";
import { useNotify } from "../shell/notifications";
import { useFetchSettings, useSaveSettings, type LeadSettings } from "./queries";
import { useLeadTexts } from "./texts";

interface Form {
  readonly is_enabled: boolean;
  readonly shares_email: boolean;
  readonly company_question: string;
  readonly question_keys: readonly string[];
  readonly statement: string;
  readonly days_after_event: string;
}

const MOST_DAYS = 90;
const LONGEST_STATEMENT = 600;

function formOf(said: LeadSettings): Form {
  const { is_enabled, shares_email, question_keys, statement } = said;
  return {
    is_enabled,
    shares_email,
    company_question: said.company_question ?? "",
    question_keys,
    statement,
    days_after_event: String(said.days_after_event),
  };
}

export function LeadSettingsForm({ settings }: { readonly settings: LeadSettings }): ReactNode {
  const t = useLeadTexts();
  const notify = useNotify();
  const save = useSaveSettings();
  const names = Object.keys(formOf(settings)) as (keyof Form)[];
  const editing = useEditing<Form, LeadSettings>({
    prefix: "leads",
    entity: settings,
    empty: formOf(settings),
    formOf,
    problemsOf: ({ days_after_event: days }): ReadonlyMap<keyof Form, string> =>
      isWhole(days) && Number(days) <= MOST_DAYS ? new Map() : new Map([["days_after_event", t("error.days")]]),
    fieldOf: (pointer) => names.find((name) => pointer.split("/")[1] === name) ?? null,
    current: useFetchSettings(),
    write: (form, _changed, over) =>
      save.mutateAsync({
        body: {
          ...form,
          company_question: form.company_question === "" ? null : form.company_question,
          question_keys: form.question_keys.filter((each) => each !== form.company_question),
          days_after_event: Number(form.days_after_event),
        },
        over: over ?? settings,
      }),
    onSaved: () => notify(t("saved")),
  });
  const { form, errors, change } = editing;
  const labelOf = (key: string): string => settings.questions.find((each) => each.key === key)?.label ?? key;
  const further = settings.questions.filter(({ key }) => key !== form.company_question);
  return (
    <Section title={t("settings")} lead={t("settingsLead")} boxed>
      <EntityForm
        editing={editing}
        labelOf={(name) => t(`field.${name}`)}
        shownOf={(one, name) => {
          const value = one[name];
          if (typeof value === "boolean") return t(value ? "yes" : "no");
          return typeof value === "string"
            ? name === "company_question"
              ? labelOf(value)
              : value
            : value.map(labelOf).join(", ");
        }}
      >
        <Checkbox id="leads-is_enabled" checked={form.is_enabled} onChange={(is_enabled) => change({ is_enabled })}>
          {t("field.is_enabled")}
        </Checkbox>
        <Checkbox
          id="leads-shares_email"
          checked={form.shares_email}
          onChange={(shares_email) => change({ shares_email })}
        >
          {t("field.shares_email")}
        </Checkbox>
        {settings.questions.length === 0 ? (
          <p className="muted small">{t("noQuestions")}</p>
        ) : (
          <NativeSelect
            id="leads-company_question"
            label={t("field.company_question")}
            value={form.company_question}
            error={errors.get("company_question")}
            options={settings.questions.map(({ key, label }) => ({ value: key, label }))}
            onChange={(company_question) => change({ company_question })}
          />
        )}
        {further.length > 0 && (
          <CheckboxGroup
            id="leads-question_keys"
            label={t("field.question_keys")}
            error={errors.get("question_keys")}
            options={further.map(({ key, label }) => ({ value: key, label }))}
            values={form.question_keys}
            onChange={(question_keys) => change({ question_keys })}
          />
        )}
        <Field
          id="leads-statement"
          label={t("field.statement")}
          hint={t("hint.statement")}
          rows={4}
          maxLength={LONGEST_STATEMENT}
          value={form.statement}
          error={errors.get("statement")}
          onChange={(statement) => change({ statement })}
        />
        <Field
          id="leads-days_after_event"
          type="number"
          label={t("field.days_after_event")}
          hint={t("hint.days_after_event")}
          required
          value={form.days_after_event}
          error={errors.get("days_after_event")}
          onChange={(days_after_event) => change({ days_after_event })}
        />
      </EntityForm>
    </Section>
  );
}

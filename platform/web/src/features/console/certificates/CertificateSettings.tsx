// What an event's certificates say, and on how many days somebody has to come for one.
import type { ReactNode } from "react";
import { isWhole } from "../../../lib/typed-numbers";
import { Button } from "../../../ui/Button";
import { Checkbox } from "../../../ui/Checkbox";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { useEditing } from "../parts/editing";
import { EntityForm } from "../parts/EntityForm";
import { Section } from "../parts/Section";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import {
  useFetchSettings,
  useSample,
  useSaveSettings,
  type CertificateBody,
  type CertificateSettings,
} from "./queries";
import { useCertificateTexts } from "./texts";

type Form = Omit<CertificateBody, "required_days"> & { readonly required_days: string };

const MOST_DAYS = 31;
const TEXTS = ["title", "text", "credit", "signatory_name", "signatory_role"] as const;
const LONGEST = { title: 120, text: 600, credit: 80, signatory_name: 120, signatory_role: 120 } as const;

function formOf(said: CertificateSettings): Form {
  const { is_enabled, title, text, credit, signatory_name, signatory_role, lists_sessions } = said;
  const { notifies_attendees } = said;
  const texts = { title, text, credit, signatory_name, signatory_role };
  return { is_enabled, required_days: String(said.required_days), ...texts, lists_sessions, notifies_attendees };
}

function isRight(days: string): boolean {
  return isWhole(days) && Number(days) >= 1 && Number(days) <= MOST_DAYS;
}

export function CertificateSettingsForm({ settings }: { readonly settings: CertificateSettings }): ReactNode {
  const t = useCertificateTexts();
  const notify = useNotify();
  const editable = useOrganization().may("events.write");
  const save = useSaveSettings();
  const sample = useSample();
  const editing = useEditing<Form, CertificateSettings>({
    prefix: "certificate",
    entity: settings,
    empty: formOf(settings),
    formOf,
    problemsOf: (form): ReadonlyMap<keyof Form, string> =>
      isRight(form.required_days) ? new Map() : new Map([["required_days", t("error.days")]]),
    fieldOf: (pointer) =>
      (Object.keys(formOf(settings)) as (keyof Form)[]).find((name) => `/${name}` === pointer) ?? null,
    current: useFetchSettings(),
    write: (form, _changed, over) =>
      save.mutateAsync({
        body: { ...form, required_days: Number(form.required_days) },
        over: over ?? settings,
      }),
    onSaved: () => notify(t("saved")),
  });
  const { form, errors, change, changed } = editing;
  return (
    <Section title={t("settings")} lead={t("settingsLead")} boxed>
      <EntityForm
        editing={editing}
        editable={editable}
        labelOf={(name) => t(`field.${name}`)}
        shownOf={(one, name) => (typeof one[name] === "boolean" ? t(one[name] ? "yes" : "no") : String(one[name]))}
      >
        <Checkbox
          id="certificate-is_enabled"
          checked={form.is_enabled}
          disabled={!editable}
          onChange={(is_enabled) => change({ is_enabled })}
        >
          {t("field.is_enabled")}
        </Checkbox>
        <Field
          id="certificate-required_days"
          type="number"
          label={t("field.required_days")}
          hint={t("hint.required_days")}
          required
          readOnly={!editable}
          value={form.required_days}
          onChange={(required_days) => change({ required_days })}
          error={errors.get("required_days")}
        />
        {TEXTS.map((name) => (
          <Field
            key={name}
            id={`certificate-${name}`}
            label={t(`field.${name}`)}
            {...(name === "title" || name === "credit" || name === "text" ? { hint: t(`hint.${name}`) } : {})}
            {...(name === "text" ? { rows: 3 } : {})}
            maxLength={LONGEST[name]}
            readOnly={!editable}
            value={form[name]}
            onChange={(value) => change({ [name]: value })}
            error={errors.get(name)}
          />
        ))}
        <Checkbox
          id="certificate-lists_sessions"
          checked={form.lists_sessions}
          disabled={!editable}
          onChange={(lists_sessions) => change({ lists_sessions })}
        >
          {t("field.lists_sessions")}
        </Checkbox>
        <Checkbox
          id="certificate-notifies_attendees"
          checked={form.notifies_attendees ?? false}
          disabled={!editable || !form.is_enabled}
          onChange={(notifies_attendees) => change({ notifies_attendees })}
        >
          {t("field.notifies_attendees")}
        </Checkbox>
      </EntityForm>
      {sample.isError && <Failure error={sample.error} />}
      <div className="row">
        <Button kind="quiet" pending={sample.isPending} isDisabled={changed.length > 0} onPress={() => sample.mutate()}>
          {t("sample")}
        </Button>
        {changed.length > 0 && <span className="muted small">{t("sampleUnsaved")}</span>}
      </div>
    </Section>
  );
}

// Until when orders under review are decided, and what happens when nobody did.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { isWhole } from "../../../lib/typed-numbers";
import { useEditing } from "../parts/editing";
import { EntityForm } from "../parts/EntityForm";
import { Section } from "../parts/Section";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { useFetchSettings, useSaveSettings, type Settings } from "./queries";
import { useReviewTexts } from "./texts";

const HOUR = 3600;
const MOST_HOURS = 720;
const ENDINGS = ["refuse", "approve"] as const;

interface SettingsForm {
  readonly hours: string;
  readonly atDeadline: Settings["at_deadline"];
}

const formOf = ({ decide_within_seconds, at_deadline }: Settings): SettingsForm => ({
  hours: String(Math.max(1, Math.round(decide_within_seconds / HOUR))),
  atDeadline: at_deadline,
});

const POINTERS: Readonly<Record<string, keyof SettingsForm>> = {
  "/decide_within_seconds": "hours",
  "/at_deadline": "atDeadline",
};

export function ReviewSettings({ settings }: { readonly settings: Settings }): ReactNode {
  const t = useReviewTexts();
  const notify = useNotify();
  const editable = useOrganization().may("fraud_rules.edit");
  const save = useSaveSettings();
  const editing = useEditing<SettingsForm, Settings>({
    prefix: "review-settings",
    entity: settings,
    empty: formOf(settings),
    formOf,
    problemsOf: ({ hours }) => {
      const isRight = isWhole(hours) && Number(hours) >= 1 && Number(hours) <= MOST_HOURS;
      return new Map(isRight ? [] : [["hours" as const, t("settings.wrongHours")]]);
    },
    fieldOf: (pointer) => POINTERS[pointer] ?? null,
    current: useFetchSettings(),
    write: ({ hours, atDeadline }, _changed, over) =>
      save.mutateAsync({
        over: over ?? settings,
        body: { decide_within_seconds: Number(hours) * HOUR, at_deadline: atDeadline },
      }),
    onSaved: () => notify(t("settings.saved")),
  });
  const { form, errors, change } = editing;
  return (
    <Section title={t("settings.title")} lead={t("settings.lead")} boxed>
      <EntityForm editing={editing} editable={editable} labelOf={(field) => t(`settings.${field}`)}>
        <Field
          id="review-settings-hours"
          label={t("settings.hours")}
          hint={t("settings.hoursHint")}
          type="number"
          required
          readOnly={!editable}
          value={form.hours}
          onChange={(hours) => change({ hours })}
          error={errors.get("hours")}
        />
        <RadioGroup
          id="review-settings-atDeadline"
          label={t("settings.atDeadline")}
          value={form.atDeadline}
          disabled={!editable}
          options={ENDINGS.map((value) => ({ value, label: t(`settings.${value}`) }))}
          onChange={(atDeadline) => change({ atDeadline: atDeadline as Settings["at_deadline"] })}
        />
      </EntityForm>
    </Section>
  );
}

// How an event's waitlist works: whether people can join, who gets freed places, how long an offer stands.
import type { ReactNode } from "react";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { EntityForm } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { Section } from "../parts/Section";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Loaded } from "../shell/states";
import { secondsShown } from "../terms/durations";
import { useAllTicketTypes } from "../tickets/queries";
import { useFetchSettings, useSaveSettings, useSettings, type Settings } from "./queries";
import {
  bodyOf,
  fieldOf,
  formOf,
  LENGTHS,
  OWN,
  OWN_ORDER,
  problemsOf,
  type SettingsField,
  type SettingsForm,
} from "./settings-form";
import { useWaitlistTexts } from "./texts";

const MINUTE = 60;

export function WaitlistSettings(): ReactNode {
  const t = useWaitlistTexts();
  const query = useSettings();
  return (
    <Section title={t("settings.title")} lead={t("settings.lead")} boxed>
      <Loaded query={query} rows={4}>
        {(settings) => <SettingsEditor settings={settings} />}
      </Loaded>
    </Section>
  );
}

function SettingsEditor({ settings }: { readonly settings: Settings }): ReactNode {
  const t = useWaitlistTexts();
  const locale = useLocale();
  const notify = useNotify();
  const editable = useOrganization().may("waitlist.edit");
  const save = useSaveSettings();
  const types = (useAllTicketTypes().data ?? []).filter(
    (each) => each.sold_as === "ticket" && each.state !== "archived",
  );
  const editing = useEditing<SettingsForm, Settings>({
    prefix: "waitlist",
    entity: settings,
    empty: formOf(settings),
    formOf,
    problemsOf: (form) => new Map([...problemsOf(form)].map((field) => [field, t("error.quantity")])),
    fieldOf,
    current: useFetchSettings(),
    write: (form, _changed, over) => save.mutateAsync({ body: bodyOf(form), over: over ?? settings }),
    onSaved: () => notify(t("settings.saved")),
  });
  const { form, errors, change } = editing;
  const lasting = (minutes: string): string => secondsShown(Number(minutes) * MINUTE, locale);
  const lengths = [...new Set([...LENGTHS, Number(form.minutes)])].sort((a, b) => a - b).map(String);
  const labels: Record<SettingsField, string> = {
    open: t("settings.open"),
    first: t("settings.first"),
    minutes: t("settings.minutes"),
    quantity: t("settings.quantity"),
    types: t("settings.types"),
  };
  return (
    <EntityForm
      editing={editing}
      editable={editable}
      labelOf={(field) => labels[field]}
      shownOf={(its, field) => {
        const value = its[field];
        if (typeof value === "boolean") return t(value ? "yes" : "no");
        if (typeof value === "string") return field === "minutes" ? lasting(value) : value;
        return Object.values(value)
          .map((each) => t(`own.${each}`))
          .join(", ");
      }}
    >
      <Checkbox id="waitlist-open" checked={form.open} disabled={!editable} onChange={(open) => change({ open })}>
        {labels.open}
      </Checkbox>
      <Checkbox id="waitlist-first" checked={form.first} disabled={!editable} onChange={(first) => change({ first })}>
        {labels.first}
      </Checkbox>
      <NativeSelect
        id="waitlist-minutes"
        label={labels.minutes}
        required
        disabled={!editable}
        value={form.minutes}
        options={lengths.map((value) => ({ value, label: lasting(value) }))}
        onChange={(minutes) => change({ minutes: minutes || form.minutes })}
        error={errors.get("minutes")}
      />
      <Field
        id="waitlist-quantity"
        label={labels.quantity}
        required
        readOnly={!editable}
        type="number"
        value={form.quantity}
        onChange={(quantity) => change({ quantity })}
        error={errors.get("quantity")}
      />
      {types.length > 1 &&
        types.map(({ id, name }) => (
          <NativeSelect
            key={id}
            id={`waitlist-type-${id}`}
            label={t("settings.type", { name })}
            required
            disabled={!editable}
            value={form.types[id] ?? OWN.same}
            options={OWN_ORDER.map((value) => ({ value, label: t(`own.${value}`) }))}
            onChange={(value) =>
              change({ types: { ...form.types, [id]: OWN_ORDER.find((each) => each === value) ?? OWN.same } })
            }
          />
        ))}
    </EntityForm>
  );
}

// How the waitlists of an event's sessions work: who can join, how a freed place is given, how long an offer stands.
import type { ReactNode } from "react";
import { Checkbox } from "../../../ui/Checkbox";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { EntityForm } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { Section } from "../parts/Section";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Loaded } from "../shell/states";
import { secondsShown } from "../terms/durations";
import { useFetchSettings, useSaveSettings, useSessions, useSettings, type Settings } from "./queries";
import { bodyOf, fieldOf, formOf, LENGTHS, OWN, WAYS, type SettingsField, type SettingsForm } from "./settings-form";
import { useSessionWaitlistTexts } from "./texts";

const MINUTE = 60;

export function SessionWaitlistSettings(): ReactNode {
  const t = useSessionWaitlistTexts();
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
  const t = useSessionWaitlistTexts();
  const locale = useLocale();
  const notify = useNotify();
  const editable = useOrganization().may("waitlist.edit");
  const save = useSaveSettings();
  const sessions = useSessions();
  const editing = useEditing<SettingsForm, Settings>({
    prefix: "session-waitlist",
    entity: settings,
    empty: formOf(settings),
    formOf,
    problemsOf: () => new Map(),
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
    way: t("settings.way"),
    minutes: t("settings.minutes"),
    sessions: t("settings.sessions"),
  };
  return (
    <EntityForm
      editing={editing}
      editable={editable}
      labelOf={(field) => labels[field]}
      shownOf={(its, field) => {
        if (field === "open") return t(its.open ? "yes" : "no");
        if (field === "way") return t(`way.${its.way}`);
        if (field === "minutes") return lasting(its.minutes);
        return Object.values(its.sessions)
          .map((each) => t(`way.${each}`))
          .join(", ");
      }}
    >
      <Checkbox
        id="session-waitlist-open"
        checked={form.open}
        disabled={!editable}
        onChange={(open) => change({ open })}
      >
        {labels.open}
      </Checkbox>
      <NativeSelect
        id="session-waitlist-way"
        label={labels.way}
        required
        disabled={!editable}
        value={form.way}
        options={WAYS.map((value) => ({ value, label: t(`way.${value}`) }))}
        onChange={(value) => change({ way: WAYS.find((each) => each === value) ?? form.way })}
        error={errors.get("way")}
      />
      <NativeSelect
        id="session-waitlist-minutes"
        label={labels.minutes}
        required
        disabled={!editable}
        value={form.minutes}
        options={lengths.map((value) => ({ value, label: lasting(value) }))}
        onChange={(minutes) => change({ minutes: minutes || form.minutes })}
        error={errors.get("minutes")}
      />
      {sessions.length > 1 &&
        sessions.map(({ id, title }) => (
          <NativeSelect
            key={id}
            id={`session-waitlist-session-${id}`}
            label={t("settings.session", { title })}
            required
            disabled={!editable}
            value={form.sessions[id] ?? "same"}
            options={OWN.map((value) => ({ value, label: t(`way.${value}`) }))}
            onChange={(value) =>
              change({ sessions: { ...form.sessions, [id]: OWN.find((each) => each === value) ?? "same" } })
            }
          />
        ))}
    </EntityForm>
  );
}

// When a reminder is sent, what it says in each language of its event, and whom it is for.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Checkbox } from "../../../ui/Checkbox";
import { MailTexts } from "../announcements/MailTexts";
import { SegmentFields } from "../announcements/SegmentFields";
import { useAnnouncementTexts } from "../announcements/texts";
import { EntityForm } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { Section } from "../parts/Section";
import { useEvent } from "../shell/event";
import { useFetchReminder, usePresets, useWriteReminder, type Reminder } from "./queries";
import {
  bodyOf,
  EMPTY,
  fieldOf,
  formOf,
  problemsOf,
  startedFrom,
  type Problem,
  type ReminderField,
  type ReminderForm,
} from "./reminder-form";
import { useReminderTexts } from "./texts";
import { TimingFields, type ReminderEditing } from "./TimingFields";

export interface ReminderEditorProps {
  /** Null defines a new one. */
  readonly reminder: Reminder | null;
  readonly onSaved: (saved: Reminder) => void;
}

export function ReminderEditor({ reminder, onSaved }: ReminderEditorProps): ReactNode {
  const t = useReminderTexts();
  const said = useAnnouncementTexts();
  const { language: own } = useEvent();
  const write = useWriteReminder();
  const wordsOf = (wrong: Problem): string => (wrong === "amount" ? t("wrong.amount") : said(`wrong.${wrong}`));
  const editing = useEditing<ReminderForm, Reminder>({
    prefix: "reminder",
    entity: reminder,
    empty: EMPTY,
    formOf,
    problemsOf: (form) => new Map([...problemsOf(form, own)].map(([name, wrong]) => [name, wordsOf(wrong)])),
    fieldOf,
    current: useFetchReminder(),
    write: (form, _changed, over) => write.mutateAsync({ body: bodyOf(form, own), over }),
    onSaved,
  });
  const { form, change } = editing;
  const { session } = form;
  return (
    <EntityForm
      editing={editing}
      submit={t(reminder === null ? "create" : "save")}
      labelOf={(name: ReminderField) =>
        isOwn(name) ? t(`field.${name}`) : name === "rest" ? null : said(`field.${name}`)
      }
      shownOf={(shown, name) => shownOf(shown[name])}
    >
      {reminder === null && <Start editing={editing} />}
      <Section title={t("timing.title")} lead={t("timing.lead")} boxed>
        <TimingFields editing={editing} />
      </Section>
      <MailTexts prefix="reminder" editing={editing} />
      <Section title={said("segment.title")} lead={said("segment.lead")} boxed>
        <SegmentFields prefix="reminder" editing={editing} {...(session === "" ? {} : { onlySession: session })} />
      </Section>
      <div>
        <Checkbox id="reminder-important" checked={form.important} onChange={(important) => change({ important })}>
          {said("field.important")}
        </Checkbox>
        <p className="muted small">{said("important.hint")}</p>
      </div>
      <Checkbox id="reminder-on" checked={form.on} onChange={(on) => change({ on })}>
        {t("field.on")}
      </Checkbox>
    </EntityForm>
  );
}

/** A preset fills in the moment, the texts and who came. */
function Start({ editing: { form, change } }: { readonly editing: ReminderEditing }): ReactNode {
  const t = useReminderTexts();
  const presets = usePresets().data ?? [];
  if (presets.length === 0) return null;
  return (
    <div role="group" aria-labelledby="reminder-presets" className="stack">
      <p id="reminder-presets">{t("preset")}</p>
      <div className="row">
        {presets.map((preset) => (
          <Button key={preset.key} kind="quiet" onPress={() => change(startedFrom(form, preset))}>
            {t(`preset.${preset.key}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}

const OWN = ["amount", "unit", "side", "anchor", "clock", "session", "on"] as const;

const isOwn = (name: ReminderField): name is (typeof OWN)[number] => OWN.some((each) => each === name);

function shownOf(value: ReminderForm[ReminderField]): string {
  if (typeof value === "string" || typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "✓" : "–";
  return Object.values(value).join(" · ");
}

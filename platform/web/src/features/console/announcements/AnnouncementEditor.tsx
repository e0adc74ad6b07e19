// What an announcement says in each language of its event, and whom it is for.
import type { ReactNode } from "react";
import { Checkbox } from "../../../ui/Checkbox";
import { EntityForm } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { Section } from "../parts/Section";
import { useEvent } from "../shell/event";
import {
  bodyOf,
  EMPTY,
  fieldOf,
  formOf,
  problemsOf,
  type AnnouncementField,
  type AnnouncementForm,
} from "./announcement-form";
import { MailTexts } from "./MailTexts";
import { useFetchAnnouncement, useWriteAnnouncement, type Announcement } from "./queries";
import { SegmentFields } from "./SegmentFields";
import { useAnnouncementTexts } from "./texts";

export interface AnnouncementEditorProps {
  /** Null writes a new one. */
  readonly announcement: Announcement | null;
  readonly onSaved: (saved: Announcement) => void;
}

export function AnnouncementEditor({ announcement, onSaved }: AnnouncementEditorProps): ReactNode {
  const t = useAnnouncementTexts();
  const { language: own } = useEvent();
  const write = useWriteAnnouncement();
  const editing = useEditing<AnnouncementForm, Announcement>({
    prefix: "announcement",
    entity: announcement,
    empty: EMPTY,
    formOf,
    problemsOf: (form) => new Map([...problemsOf(form, own)].map(([name, wrong]) => [name, t(`wrong.${wrong}`)])),
    fieldOf,
    current: useFetchAnnouncement(),
    write: (form, _changed, over) => write.mutateAsync({ body: bodyOf(form, own), over }),
    onSaved,
  });
  const { form, change } = editing;
  return (
    <EntityForm
      editing={editing}
      submit={t(announcement === null ? "saveDraft" : "save")}
      labelOf={(name: AnnouncementField) => t(`field.${name}`)}
      shownOf={(said, name) => shownOf(said[name])}
    >
      <MailTexts prefix="announcement" editing={editing} />
      <Section title={t("segment.title")} lead={t("segment.lead")} boxed>
        <SegmentFields prefix="announcement" editing={editing} />
      </Section>
      <div>
        <Checkbox id="announcement-important" checked={form.important} onChange={(important) => change({ important })}>
          {t("field.important")}
        </Checkbox>
        <p className="muted small">{t("important.hint")}</p>
      </div>
    </EntityForm>
  );
}

function shownOf(value: AnnouncementForm[AnnouncementField]): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "✓" : "–";
  return Object.values(value).join(" · ");
}

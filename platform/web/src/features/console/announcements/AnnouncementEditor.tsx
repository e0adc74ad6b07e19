// What an announcement says in each language of its event, and whom it is for.
import type { ReactNode } from "react";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { useLocale } from "../../../ui/language";
import { EntityForm } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { Section } from "../parts/Section";
import { RichTextField } from "../rich-text/RichTextField";
import { useEvent } from "../shell/event";
import {
  bodyOf,
  EMPTY,
  fieldOf,
  formOf,
  problemsOf,
  VARIABLES,
  type AnnouncementEditing,
  type AnnouncementField,
  type AnnouncementForm,
} from "./announcement-form";
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
      <Texts editing={editing} />
      <Section title={t("segment.title")} lead={t("segment.lead")} boxed>
        <SegmentFields editing={editing} />
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

/** Subject and body for each language of the event; the first one stands in for those left empty. */
function Texts({ editing: { form, errors, change } }: { readonly editing: AnnouncementEditing }): ReactNode {
  const t = useAnnouncementTexts();
  const { language: own, translations } = useEvent();
  const names = new Intl.DisplayNames([useLocale(), "en"], { type: "language" });
  const tags = [...new Set([own, ...Object.keys(translations), ...Object.keys(form.subjects)])];
  const isOnly = tags.length === 1;
  return (
    <>
      <p className="muted small">
        {t("variables")} <bdi dir="ltr">{VARIABLES.map((name) => `{${name}}`).join(" ")}</bdi>
      </p>
      {tags.map((tag, place) => {
        const isFirst = place === 0;
        const language = names.of(tag) ?? tag;
        return (
          <div key={tag} className="stack">
            <Field
              id={isFirst ? "announcement-subjects" : `announcement-subject-${tag}`}
              label={isOnly ? t("field.subjects") : t("field.subjectIn", { language })}
              required={isFirst}
              maxLength={200}
              value={form.subjects[tag] ?? ""}
              error={isFirst ? errors.get("subjects") : undefined}
              onChange={(text) => change({ subjects: { ...form.subjects, [tag]: text } })}
            />
            <RichTextField
              id={isFirst ? "announcement-bodies" : `announcement-body-${tag}`}
              label={isOnly ? t("field.bodies") : t("field.bodyIn", { language })}
              required={isFirst}
              language={tag}
              value={form.bodies[tag] ?? ""}
              error={isFirst ? errors.get("bodies") : undefined}
              onChange={(html) => change({ bodies: { ...form.bodies, [tag]: html } })}
            />
          </div>
        );
      })}
    </>
  );
}

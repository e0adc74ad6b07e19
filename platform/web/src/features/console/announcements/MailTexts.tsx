// What a mail to attendees says in each language of its event.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { useLocale } from "../../../ui/language";
import { RichTextField } from "../rich-text/RichTextField";
import { useEvent } from "../shell/event";
import { VARIABLES, type ContentProps } from "./announcement-form";
import { useAnnouncementTexts } from "./texts";

/** Subject and body for each language of the event; the first one stands in for those left empty. */
export function MailTexts({ prefix, editing: { form, errors, change } }: ContentProps): ReactNode {
  const t = useAnnouncementTexts();
  const { language: own, translations } = useEvent();
  const names = new Intl.DisplayNames([useLocale(), "en"], { type: "language" });
  const tags = [...new Set([own, ...Object.keys(translations), ...Object.keys(form.subjects)])];
  const isOnly = tags.length === 1;
  return (
    <>
      {tags.map((tag, place) => {
        const isFirst = place === 0;
        const language = names.of(tag) ?? tag;
        return (
          <div key={tag} className="stack">
            <Field
              id={isFirst ? `${prefix}-subjects` : `${prefix}-subject-${tag}`}
              label={isOnly ? t("field.subjects") : t("field.subjectIn", { language })}
              required={isFirst}
              maxLength={200}
              value={form.subjects[tag] ?? ""}
              error={isFirst ? errors.get("subjects") : undefined}
              onChange={(text) => change({ subjects: { ...form.subjects, [tag]: text } })}
            />
            <RichTextField
              id={isFirst ? `${prefix}-bodies` : `${prefix}-body-${tag}`}
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
      <p className="muted small">
        {t("variables")} <bdi dir="ltr">{VARIABLES.map((name) => `{${name}}`).join(" ")}</bdi>
      </p>
    </>
  );
}

// By what an announcement goes out, and what it says in each language of its event.
import type { ReactNode } from "react";
import { CheckboxGroup } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { useLocale } from "../../../ui/language";
import { RichTextField } from "../rich-text/RichTextField";
import { useEvent } from "../shell/event";
import {
  CHANNELS,
  hasMailWords,
  MOST_SHORT,
  TEXT_VARIABLES,
  variablesOf,
  type ContentProps,
} from "./announcement-form";
import { TextEstimate } from "./TextEstimate";
import { useAnnouncementTexts } from "./texts";

/** Subject and body for each language of the event; the first one stands in for those left empty. */
export function MailTexts({ prefix, editing: { form, errors, change } }: ContentProps): ReactNode {
  const t = useAnnouncementTexts();
  const { language: own, translations } = useEvent();
  const names = new Intl.DisplayNames([useLocale(), "en"], { type: "language" });
  const tags = [...new Set([own, ...Object.keys(translations), ...Object.keys(form.subjects)])];
  const isOnly = tags.length === 1;
  const [isMailed, isTexted] = [hasMailWords(form.channels), form.channels.includes("sms")];
  const variables = isMailed ? variablesOf(form.channels) : TEXT_VARIABLES;
  return (
    <>
      <CheckboxGroup
        id={`${prefix}-channels`}
        label={t("field.channels")}
        hint={t("channels.hint")}
        required
        options={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))}
        values={form.channels}
        error={errors.get("channels")}
        onChange={(chosen) => change({ channels: CHANNELS.filter((each) => chosen.includes(each)) })}
      />
      {tags.map((tag, place) => {
        const isFirst = place === 0;
        const language = names.of(tag) ?? tag;
        return (
          <div key={tag} className="stack">
            {isMailed && (
              <>
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
              </>
            )}
            {isTexted && (
              <div>
                <Field
                  id={isFirst ? `${prefix}-shorts` : `${prefix}-short-${tag}`}
                  label={isOnly ? t("field.shorts") : t("field.shortIn", { language })}
                  required={isFirst}
                  rows={3}
                  maxLength={MOST_SHORT}
                  value={form.shorts[tag] ?? ""}
                  error={isFirst ? errors.get("shorts") : undefined}
                  onChange={(text) => change({ shorts: { ...form.shorts, [tag]: text } })}
                />
                <TextEstimate text={form.shorts[tag] ?? ""} language={tag} />
              </div>
            )}
          </div>
        );
      })}
      <p className="muted small">
        {t("variables")} <bdi dir="ltr">{variables.map((name) => `{${name}}`).join(" ")}</bdi>
      </p>
      {isMailed && isTexted && (
        <p className="muted small">
          {t("variables.short")} <bdi dir="ltr">{"{event_link}"}</bdi>
        </p>
      )}
    </>
  );
}

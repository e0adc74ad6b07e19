// Whom an announcement is for: tickets, orders, who came or bought before, sessions, languages, tags and answers.
import type { ReactNode } from "react";
import { LANGUAGES } from "../../../lib/language";
import { CheckboxGroup } from "../../../ui/Checkbox";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { RadioGroup } from "../../../ui/RadioGroup";
import { draftOf, hasOptions, textIn } from "../form/form-draft";
import { useForm } from "../form/queries";
import { useOrderTags } from "../orders/queries";
import { useProgramme } from "../programme/queries";
import { useEvent } from "../shell/event";
import { useAllTicketTypes } from "../tickets/queries";
import { ADDRESSEES, BOUGHT, CAME, segmentOf, STATES, type ContentProps } from "./announcement-form";
import { AudienceCount } from "./AudienceCount";
import { useAnnouncementTexts } from "./texts";

interface SegmentFieldsProps extends ContentProps {
  /** Everybody signed up for this one: others cannot be chosen. */
  readonly onlySession?: string;
}

export function SegmentFields({ prefix, editing, onlySession }: SegmentFieldsProps): ReactNode {
  const t = useAnnouncementTexts();
  const { language: own } = useEvent();
  const { form, errors, change } = editing;
  const names = new Intl.DisplayNames([useLocale(), "en"], { type: "language" });
  const types = (useAllTicketTypes().data ?? []).filter(({ state }) => state !== "archived");
  const languages = [...new Set<string>([own, ...LANGUAGES, ...form.languages])];
  const chosen = segmentOf(form);
  const segment = onlySession === undefined ? chosen : { ...chosen, session_ids: [onlySession] };
  return (
    <div className="stack">
      <RadioGroup
        id={`${prefix}-to`}
        label={t("field.to")}
        value={form.to}
        options={ADDRESSEES.map((value) => ({ value, label: t(`to.${value}`), hint: t(`to.${value}Hint`) }))}
        onChange={(value) => change({ to: ADDRESSEES.find((each) => each === value) ?? "attendees" })}
      />
      {types.length > 1 && (
        <CheckboxGroup
          id={`${prefix}-types`}
          label={t("field.types")}
          hint={t("noneIsAll")}
          options={types.map(({ id, name }) => ({ value: id, label: name }))}
          values={form.types}
          error={errors.get("types")}
          onChange={(chosen) => change({ types: chosen })}
        />
      )}
      <CheckboxGroup
        id={`${prefix}-states`}
        label={t("field.states")}
        required
        options={STATES.map((value) => ({ value, label: t(`order.${value}`) }))}
        values={form.states}
        error={errors.get("states")}
        onChange={(states) => change({ states })}
      />
      <NativeSelect
        id={`${prefix}-came`}
        label={t("field.came")}
        required
        value={form.came}
        options={CAME.map((value) => ({ value, label: t(`came.${value}`) }))}
        onChange={(value) => change({ came: CAME.find((each) => each === value) ?? "any" })}
      />
      <NativeSelect
        id={`${prefix}-bought`}
        label={t("field.bought")}
        required
        value={form.bought}
        options={BOUGHT.map((value) => ({ value, label: t(`bought.${value}`) }))}
        onChange={(value) => change({ bought: BOUGHT.find((each) => each === value) ?? "any" })}
      />
      {onlySession === undefined && <Sessions prefix={prefix} editing={editing} />}
      <Answers prefix={prefix} editing={editing} />
      <Tags prefix={prefix} editing={editing} />
      <CheckboxGroup
        id={`${prefix}-languages`}
        label={t("field.languages")}
        hint={t("noneIsAll")}
        options={languages.map((value) => ({ value, label: names.of(value) ?? value }))}
        values={form.languages}
        error={errors.get("languages")}
        onChange={(chosen) => change({ languages: chosen })}
      />
      <AudienceCount segment={segment} channels={form.channels} isImportant={form.important} />
    </div>
  );
}

/** Those that people sign up for. */
function Sessions({ prefix, editing: { form, errors, change } }: ContentProps): ReactNode {
  const t = useAnnouncementTexts();
  const sessions = (useProgramme().data?.sessions ?? []).filter((each) => each.needs_registration);
  if (sessions.length === 0) return null;
  return (
    <CheckboxGroup
      id={`${prefix}-sessions`}
      label={t("field.sessions")}
      hint={t("noneIsAll")}
      options={sessions.map(({ id, title }) => ({ value: id, label: title }))}
      values={form.sessions}
      error={errors.get("sessions")}
      onChange={(chosen) => change({ sessions: chosen })}
    />
  );
}

function Answers({ prefix, editing: { form, errors, change } }: ContentProps): ReactNode {
  const t = useAnnouncementTexts();
  const locale = useLocale();
  const { language: own } = useEvent();
  const version = useForm().data;
  const asking = version === undefined ? [] : draftOf(version, own).questions;
  const questions = asking.filter(({ type }) => hasOptions(type));
  if (questions.length === 0) return null;
  const asked = questions.find(({ key }) => key === form.question);
  return (
    <>
      <NativeSelect
        id={`${prefix}-question`}
        label={t("field.question")}
        value={form.question}
        options={questions.map(({ key, label }) => ({ value: key, label: textIn(label, locale, own) || key }))}
        onChange={(question) => change({ question, answer: "" })}
      />
      {asked !== undefined && (
        <NativeSelect
          id={`${prefix}-answer`}
          label={t("field.answer")}
          required
          value={form.answer}
          options={(asked.options ?? []).map(({ value, label }) => ({
            value,
            label: textIn(label, locale, own) || value,
          }))}
          error={errors.get("answer")}
          onChange={(answer) => change({ answer })}
        />
      )}
    </>
  );
}

function Tags({ prefix, editing: { form, errors, change } }: ContentProps): ReactNode {
  const t = useAnnouncementTexts();
  const tags = useOrderTags().data ?? [];
  if (tags.length === 0) return null;
  return (
    <CheckboxGroup
      id={`${prefix}-tags`}
      label={t("field.tags")}
      hint={t("noneIsAll")}
      options={tags.map((each) => ({ value: each.id, label: each.name }))}
      values={form.tags}
      error={errors.get("tags")}
      onChange={(chosen) => change({ tags: chosen })}
    />
  );
}

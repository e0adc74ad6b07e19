// One question beside the list: what it asks, of whom, when, and in which languages.
import { useState, type FormEvent, type ReactNode } from "react";
import { LANGUAGES } from "../../../lib/language";
import { Button } from "../../../ui/Button";
import { Checkbox, CheckboxGroup } from "../../../ui/Checkbox";
import { SidePanel } from "../../../ui/Dialog";
import { Field } from "../../../ui/Field";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { RadioGroup } from "../../../ui/RadioGroup";
import type { TicketType } from "../events/queries";
import {
  hasOptions,
  isAsked,
  problemOf,
  TYPES,
  withText,
  withType,
  type Draft,
  type Question,
  type Type,
} from "./form-draft";
import { QuestionCondition } from "./QuestionCondition";
import { QuestionLimits } from "./QuestionLimits";
import { QuestionOptions } from "./QuestionOptions";
import { typeKey } from "./QuestionList";
import { useFormTexts, type FormKey } from "./texts";

export interface QuestionPanelProps {
  readonly question: Question;
  readonly draft: Draft;
  readonly types: readonly TicketType[];
  readonly onDone: (question: Question) => void;
  /** Done, and the form is saved with it. */
  readonly onSave?: (question: Question) => void;
  readonly onClose: () => void;
}

const FORM = "question-form";

export function QuestionPanel({
  question: given,
  draft,
  types,
  onDone,
  onSave,
  onClose,
}: QuestionPanelProps): ReactNode {
  const t = useFormTexts();
  const [question, setQuestion] = useState(given);
  const [language, setLanguage] = useState(draft.language);
  const [tried, setTried] = useState(false);
  const names = new Intl.DisplayNames([useLocale(), "en"], { type: "language" });
  const change = (changes: Partial<Question>): void => setQuestion((now) => ({ ...now, ...changes }));
  const problem = tried ? problemOf(draft.questions, question, draft.language) : null;
  const text = (name: "label" | "help" | "text") => ({
    id: `question-${name}`,
    value: question[name]?.[language] ?? "",
    onChange: (value: string) => change({ [name]: withText(question[name], language, value) }),
  });
  const isNew = draft.questions.every(({ key }) => key !== given.key);
  const finish = (take: (question: Question) => void): void => {
    setTried(true);
    if (problemOf(draft.questions, question, draft.language) === null) take(question);
    else setLanguage(draft.language);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    finish(onDone);
  };
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("cancel")}
      </Button>
      <Button type="submit" form={FORM} kind={onSave === undefined ? "primary" : "quiet"}>
        {t("done")}
      </Button>
      {onSave !== undefined && <Button onPress={() => finish(onSave)}>{t("save")}</Button>}
    </>
  );
  return (
    <SidePanel open title={t(typeKey(question))} onClose={onClose} actions={actions}>
      <form id={FORM} className="question-editor" noValidate onSubmit={submit}>
        {isNew && (
          <NativeSelect
            id="question-type"
            label={t("field.type")}
            required
            value={question.type}
            options={TYPES.map((type) => ({ value: type, label: t(`type.${type}` as FormKey) }))}
            onChange={(type) => setQuestion((now) => withType(now, (type || now.type) as Type, draft.questions))}
          />
        )}
        <NativeSelect
          id="question-language"
          label={t("language")}
          required
          value={language}
          options={[...new Set([draft.language, ...LANGUAGES])].map((tag) => ({
            value: tag,
            label: names.of(tag) ?? tag,
          }))}
          onChange={(tag) => setLanguage(tag || draft.language)}
        />
        <Field
          label={t(question.type === "heading" ? "field.heading" : "field.label")}
          required={question.type !== "consent"}
          maxLength={500}
          error={problem === "label" ? t("wrong.label") : undefined}
          {...text("label")}
        />
        <Field label={t("field.help")} hint={t("field.helpHint")} rows={2} maxLength={2000} {...text("help")} />
        {question.type === "consent" && (
          <Field
            label={t("field.consent")}
            required
            rows={4}
            maxLength={10_000}
            error={problem === "text" ? t("wrong.text") : undefined}
            {...text("text")}
          />
        )}
        {hasOptions(question.type) && (
          <QuestionOptions
            question={question}
            language={language}
            error={problem === "options" ? t("wrong.options") : undefined}
            change={change}
          />
        )}
        {isAsked(question.type) && (
          <Checkbox
            id="question-required"
            checked={question.required ?? false}
            onChange={(required) => change({ required })}
          >
            {t("field.required")}
          </Checkbox>
        )}
        <QuestionLimits question={question} change={change} />
        <RadioGroup
          id="question-scope"
          label={t("field.scope")}
          value={question.scope ?? "attendee"}
          options={(["attendee", "order"] as const).map((scope) => ({ value: scope, label: t(`scope.${scope}`) }))}
          onChange={(scope) => change({ scope: scope as "attendee" | "order", show_if: null, require_if: null })}
        />
        {types.length > 1 && (
          <CheckboxGroup
            id="question-types"
            label={t("field.types")}
            hint={t("field.typesHint")}
            options={types.map(({ id, name }) => ({ value: id, label: name }))}
            values={question.ticket_type_ids ?? []}
            onChange={(ids) => change({ ticket_type_ids: ids.length === 0 ? null : ids })}
          />
        )}
        <QuestionCondition
          question={question}
          draft={draft}
          error={problem === "condition" ? t("wrong.condition") : undefined}
          change={change}
        />
      </form>
    </SidePanel>
  );
}

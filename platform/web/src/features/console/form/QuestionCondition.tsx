// When a question is asked: always, or only if an earlier answer says so.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import type { Comparison } from "../../../lib/forms/definition";
import { comparisonOf, earlierOf, hasOptions, textIn, type Draft, type Question } from "./form-draft";
import { useFormTexts, type FormKey } from "./texts";
import { typeKey } from "./QuestionList";

export interface QuestionConditionProps {
  readonly question: Question;
  readonly draft: Draft;
  readonly error: string | undefined;
  readonly change: (changes: Partial<Question>) => void;
}

type Word = Comparison["is"];

const COMPARED: readonly Question["type"][] = ["number", "rating", "date", "time", "date_time"];

function wordsFor({ type }: Question): readonly Word[] {
  if (type === "multiple_choice") return ["answered", "contains"];
  if (COMPARED.includes(type)) return ["answered", "equals", "at_least", "at_most"];
  if (type === "consent" || type === "address" || type === "file") return ["answered"];
  return ["answered", "equals"];
}

export function QuestionCondition({ question, draft, error, change }: QuestionConditionProps): ReactNode {
  const t = useFormTexts();
  const earlier = earlierOf(draft.questions, question);
  const condition = comparisonOf(question.show_if);
  if (question.show_if != null && condition === null) return <p className="muted small">{t("condition.byApi")}</p>;
  if (earlier.length === 0 && condition === null) return null;
  const named = earlier.find(({ key }) => key === condition?.question);
  const nameOf = (each: Question): string => textIn(each.label, draft.language, draft.language) || t(typeKey(each));
  const set = (next: Comparison | null): void => change({ show_if: next as Record<string, unknown> | null });
  const choose = (key: string): void => set(key === "" ? null : { question: key, is: "answered" });
  return (
    <fieldset className="question-editor__options">
      <legend className="field__label">{t("condition.title")}</legend>
      <NativeSelect
        id="question-condition"
        label={t("condition.question")}
        value={condition?.question ?? ""}
        options={earlier.map((each) => ({ value: each.key, label: nameOf(each) }))}
        error={error}
        onChange={choose}
      />
      {condition !== null && named !== undefined && (
        <div className="question-editor__pair">
          <NativeSelect
            id="question-word"
            label={t("condition.is")}
            required
            value={condition.is}
            options={wordsFor(named).map((word) => ({ value: word, label: t(`is.${word}` as FormKey) }))}
            onChange={(word) =>
              set(
                word === "" || word === "answered"
                  ? { question: named.key, is: "answered" }
                  : { question: named.key, is: word as Word, value: firstValue(named) },
              )
            }
          />
          {condition.is !== "answered" && <Value named={named} condition={condition} draft={draft} onChange={set} />}
        </div>
      )}
    </fieldset>
  );
}

function firstValue(named: Question): unknown {
  if (named.type === "yes_no") return true;
  return named.options?.[0]?.value ?? (named.type === "rating" ? "1" : "");
}

interface ValueProps {
  readonly named: Question;
  readonly condition: Comparison;
  readonly draft: Draft;
  readonly onChange: (condition: Comparison) => void;
}

function Value({ named, condition, draft, onChange }: ValueProps): ReactNode {
  const t = useFormTexts();
  const shared = { id: "question-value", label: t("condition.value"), required: true };
  if (named.type === "yes_no") {
    return (
      <NativeSelect
        {...shared}
        value={condition.value === true ? "yes" : "no"}
        options={(["yes", "no"] as const).map((value) => ({ value, label: t(value) }))}
        onChange={(value) => onChange({ ...condition, value: value === "yes" })}
      />
    );
  }
  if (hasOptions(named.type)) {
    return (
      <NativeSelect
        {...shared}
        value={textOf(condition.value)}
        options={(named.options ?? []).map(({ value, label }) => ({
          value,
          label: textIn(label, draft.language, draft.language) || value,
        }))}
        onChange={(value) => onChange({ ...condition, value })}
      />
    );
  }
  return <Field {...shared} value={textOf(condition.value)} onChange={(value) => onChange({ ...condition, value })} />;
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

// The limits that an answer of this kind may have.
import type { ReactNode } from "react";
import { isWhole } from "../../../lib/typed-numbers";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import type { Question } from "./form-draft";
import { useFormTexts, type FormKey } from "./texts";

type Whole = "maximum_length" | "minimum_choices" | "maximum_choices";
type Amount = "minimum" | "maximum";
type Step = "steps" | "decimals";

const WHOLE: Readonly<Partial<Record<Question["type"], readonly Whole[]>>> = {
  short_text: ["maximum_length"],
  long_text: ["maximum_length"],
  multiple_choice: ["minimum_choices", "maximum_choices"],
};
/** First, last and usual number. */
const STEPS: Readonly<Record<Step, readonly [number, number, number]>> = { steps: [2, 11, 5], decimals: [0, 6, 0] };
const AMOUNTS: readonly Question["type"][] = ["number", "date", "time", "date_time"];
const INPUTS: Readonly<Partial<Record<Question["type"], "date" | "time" | "datetime-local">>> = {
  date: "date",
  time: "time",
  date_time: "datetime-local",
};

export interface QuestionLimitsProps {
  readonly question: Question;
  readonly change: (changes: Partial<Question>) => void;
}

export function QuestionLimits({ question, change }: QuestionLimitsProps): ReactNode {
  const t = useFormTexts();
  const whole = WHOLE[question.type] ?? [];
  const amounts: readonly Amount[] = AMOUNTS.includes(question.type) ? ["minimum", "maximum"] : [];
  const step: Step | null = question.type === "rating" ? "steps" : question.type === "number" ? "decimals" : null;
  if (whole.length + amounts.length === 0 && step === null) return null;
  return (
    <div className="question-editor__pair">
      {amounts.map((name) => (
        <Field
          key={name}
          id={`question-${name}`}
          label={t(`limit.${name}`)}
          type={INPUTS[question.type] ?? "number"}
          value={question[name] ?? ""}
          onChange={(typed) => change({ [name]: typed === "" ? null : typed })}
        />
      ))}
      {whole.map((name) => (
        <Field
          key={name}
          id={`question-${name}`}
          label={t(`limit.${name}` as FormKey)}
          type="number"
          value={question[name] == null ? "" : String(question[name])}
          onChange={(typed) => {
            if (typed === "" || isWhole(typed)) change({ [name]: typed === "" ? null : Number(typed) });
          }}
        />
      ))}
      {step !== null && (
        <NativeSelect
          id={`question-${step}`}
          label={t(`limit.${step}`)}
          required
          value={String(question[step] ?? STEPS[step][2])}
          options={numbersOf(STEPS[step]).map((each) => ({ value: each, label: each }))}
          onChange={(chosen) => change({ [step]: Number(chosen) })}
        />
      )}
    </div>
  );
}

function numbersOf([first, last]: readonly [number, number, number]): readonly string[] {
  return Array.from({ length: last - first + 1 }, (_, place) => String(first + place));
}

// The control for each type of question; rarely used ones are loaded on demand.
import { lazy, Suspense, type ReactNode } from "react";
import type { Question } from "../../../lib/forms/definition";
import { Checkbox, CheckboxGroup } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { RadioGroup } from "../../../ui/RadioGroup";
import { Skeleton } from "../../../ui/Skeleton";
import { useCheckoutTexts } from "../purchase";
import type { ControlProps, FieldProps } from "./types";

const Country = lazy(() => import("./Country"));
const Address = lazy(() => import("./Address"));
const FileQuestion = lazy(() => import("./FileQuestion"));

const INPUT_TYPES = {
  short_text: { type: "text", autoComplete: "on" },
  number: { type: "number", autoComplete: "off" },
  date: { type: "date", autoComplete: "off" },
  time: { type: "time", autoComplete: "off" },
  date_time: { type: "datetime-local", autoComplete: "off" },
  email: { type: "email", autoComplete: "email" },
  phone: { type: "tel", autoComplete: "tel" },
  url: { type: "url", autoComplete: "url" },
} as const;
const LONGEST = { short_text: 200, long_text: 2000 };

export function Control(props: ControlProps): ReactNode {
  const { question, value, onChange } = props;
  const t = useCheckoutTexts();
  const shared = fieldPropsOf(props);
  const chosen = typeof value === "string" ? value : "";
  const options = (question.options ?? []).map((option) => ({
    value: option.value,
    label: option.label ?? option.value,
  }));
  switch (question.type) {
    case "long_text":
      return (
        <Field
          {...shared}
          rows={4}
          maxLength={question.maximum_length ?? LONGEST.long_text}
          value={chosen}
          onChange={onChange}
        />
      );
    case "dropdown":
      return <NativeSelect {...shared} options={options} value={chosen} onChange={onChange} />;
    case "single_choice":
      return <RadioGroup {...shared} options={options} value={chosen} onChange={onChange} />;
    case "rating":
      return <RadioGroup {...shared} options={steps(question)} value={chosen} onChange={onChange} />;
    case "yes_no":
      return (
        <RadioGroup
          {...shared}
          options={[
            { value: "yes", label: t("yes") },
            { value: "no", label: t("no") },
          ]}
          value={value === true ? "yes" : value === false ? "no" : ""}
          onChange={(now) => onChange(now === "yes")}
        />
      );
    case "multiple_choice":
      return (
        <CheckboxGroup
          {...shared}
          options={options}
          values={Array.isArray(value) ? value.map(String) : []}
          onChange={(now) => onChange(options.map((option) => option.value).filter((each) => now.includes(each)))}
        />
      );
    case "consent":
      return <Consent {...props} />;
    case "country":
    case "address":
    case "file":
      return (
        <Suspense fallback={<Skeleton rows={1} label={t("loading")} />}>
          {question.type === "country" ? (
            <Country {...props} shared={shared} />
          ) : question.type === "address" ? (
            <Address {...props} />
          ) : (
            <FileQuestion {...props} />
          )}
        </Suspense>
      );
    default:
      return <Field {...shared} {...inputTypeOf(question)} value={chosen} onChange={onChange} />;
  }
}

function fieldPropsOf({ question, id, required, errorOf }: ControlProps): FieldProps {
  const error = errorOf(id);
  return {
    id,
    label: question.label ?? "",
    required,
    ...(question.help ? { hint: question.help } : {}),
    ...(error === undefined ? {} : { error }),
  };
}

function inputTypeOf(question: Question): {
  readonly type?: (typeof INPUT_TYPES)[keyof typeof INPUT_TYPES]["type"];
  readonly autoComplete?: string;
  readonly maxLength?: number;
} {
  const kind = INPUT_TYPES[question.type as keyof typeof INPUT_TYPES] ?? INPUT_TYPES.short_text;
  if (question.type === "short_text") return { ...kind, maxLength: question.maximum_length ?? LONGEST.short_text };
  return question.type === "url" ? { ...kind, maxLength: LONGEST.long_text } : kind;
}

function steps(question: Question): { value: string; label: string }[] {
  return Array.from({ length: question.steps ?? 5 }, (_, index) => ({
    value: String(index + 1),
    label: String(index + 1),
  }));
}

/** A consent question: its text with the version, above the checkbox. */
function Consent({ question, id, value, required, errorOf, onChange }: ControlProps): ReactNode {
  const t = useCheckoutTexts();
  return (
    <div className="field consent">
      {question.label !== undefined && question.label !== "" && <p className="field__label">{question.label}</p>}
      {question.help !== undefined && question.help !== "" && <p className="field__hint">{question.help}</p>}
      <p className="consent__text small">
        {question.text}
        {question.text_version ? (
          <span className="muted"> {t("questions.version", { version: question.text_version })}</span>
        ) : null}
      </p>
      <Checkbox id={id} checked={value === true} onChange={onChange} required={required} error={errorOf(id)}>
        {required ? t("questions.agree") : t("questions.agreeOptional")}
      </Checkbox>
    </div>
  );
}

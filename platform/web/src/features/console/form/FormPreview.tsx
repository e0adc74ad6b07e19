// The form as a buyer sees it, with the checkout's own controls; answers are judged and go nowhere.
import { useState, type ReactNode } from "react";
import type { Answers, Form, Question } from "../../../lib/forms/definition";
import { evaluate } from "../../../lib/forms/evaluation";
import { directionOf } from "../../../lib/language";
import { Control } from "../../checkout/questions/Control";
import { useFormTexts } from "./texts";

export interface FormPreviewProps {
  readonly form: Form;
  readonly language: string;
  readonly ticketTypeIds: readonly string[];
}

export default function FormPreview({ form, language, ticketTypeIds }: FormPreviewProps): ReactNode {
  const t = useFormTexts();
  const [answers, setAnswers] = useState<Answers>({});
  const scopes = (["order", "attendee"] as const).map((scope) => {
    const found = evaluate(form, answersOf(form, answers, scope), { scope, ticketTypeIds });
    const asked = form.questions.filter(
      ({ key, type, scope: own = "attendee" }) => own === scope && type !== "hidden" && found.visible.includes(key),
    );
    return { scope, asked, required: found.required };
  });
  if (scopes.every(({ asked }) => asked.length === 0)) return <p className="muted">{t("preview.nothing")}</p>;
  return (
    <div className="stack" lang={language} dir={directionOf(language)}>
      {scopes.map(
        ({ scope, asked, required }) =>
          asked.length > 0 && (
            <div key={scope} className="stack">
              <p className="form-preview__scope">{t(`scope.${scope}`)}</p>
              {asked.map((question) => (
                <Asked
                  key={question.key}
                  question={question}
                  value={answers[question.key]}
                  required={required.includes(question.key)}
                  onChange={(value) => setAnswers((now) => ({ ...now, [question.key]: value }))}
                />
              ))}
            </div>
          ),
      )}
    </div>
  );
}

function answersOf(form: Form, answers: Answers, scope: string): Answers {
  const keys = form.questions.filter(({ scope: own = "attendee" }) => own === scope).map(({ key }) => key);
  return Object.fromEntries(Object.entries(answers).filter(([key]) => keys.includes(key)));
}

interface AskedProps {
  readonly question: Question;
  readonly value: unknown;
  readonly required: boolean;
  readonly onChange: (value: unknown) => void;
}

function Asked({ question, value, required, onChange }: AskedProps): ReactNode {
  const id = `preview-${question.key}`;
  if (question.type === "heading") return <p className="form-preview__heading">{question.label}</p>;
  if (question.type === "file") {
    return (
      <div className="field">
        <label className="field__label" htmlFor={id}>
          {question.label}
        </label>
        <input id={id} type="file" className="input" disabled />
      </div>
    );
  }
  return (
    <Control
      question={question}
      id={id}
      value={value}
      required={required}
      errorOf={() => undefined}
      onChange={onChange}
    />
  );
}

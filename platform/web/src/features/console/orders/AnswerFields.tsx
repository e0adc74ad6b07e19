// Answers as the team corrects them. Files stay with whoever sent them.
import { useMemo, type ReactNode } from "react";
import type { Answers, Question, Scope, Type } from "../../../lib/forms/definition";
import { evaluate } from "../../../lib/forms/evaluation";
import { fieldId } from "../../../lib/forms/pointers";
import { Control } from "../../checkout/questions/Control";
import { ANSWER } from "./correction";

const NOT_CORRECTED: readonly Type[] = ["heading", "hidden", "file"];

export interface AnswerFieldsProps {
  readonly questions: readonly Question[];
  readonly scope: Scope;
  readonly ticketTypeIds: readonly string[];
  readonly answers: Answers;
  /** By the id of the field. */
  readonly errors: ReadonlyMap<string, string>;
  readonly onChange: (answers: Answers) => void;
  /** Whether consents are asked: those of somebody who is here already are theirs to give. */
  readonly consents?: boolean;
}

export default function AnswerFields({
  questions,
  scope,
  ticketTypeIds,
  answers,
  errors,
  onChange,
  consents = false,
}: AnswerFieldsProps): ReactNode {
  const { visible, required } = useMemo(
    () => evaluate({ questions }, answers, { scope, ticketTypeIds }),
    [questions, answers, scope, ticketTypeIds],
  );
  const asked = questions.filter(
    ({ key, type, scope: own = "attendee" }) =>
      own === scope && visible.includes(key) && !NOT_CORRECTED.includes(type) && (consents || type !== "consent"),
  );
  return asked.map((question) => (
    <Control
      key={question.key}
      question={question}
      id={fieldId(ANSWER, `/${question.key}`)}
      value={answers[question.key]}
      required={required.includes(question.key)}
      errorOf={(id) => errors.get(id)}
      onChange={(value) => onChange({ ...answers, [question.key]: value })}
    />
  ));
}

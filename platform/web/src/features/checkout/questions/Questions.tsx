// The questions of one scope; an answer may show or hide further questions, which is announced.
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { Answers, Question, Scope } from "../../../lib/forms/definition";
import { evaluate } from "../../../lib/forms/evaluation";
import { fieldId } from "../../../lib/forms/pointers";
import { directionOf } from "../../../lib/language";
import { useLocale } from "../../../ui/language";
import { useCheckoutTexts, usePurchase, useMessageText } from "../purchase";
import { Control } from "./Control";
import { isolateQuestion } from "./bidi";

export interface QuestionsProps {
  readonly scope: Scope;
  readonly ticketTypeIds: readonly string[];
  /** Tells the fields of several people apart. */
  readonly prefix: string;
  readonly answers: Answers;
  readonly onChange: (answers: Answers) => void;
}

export function Questions({ scope, ticketTypeIds, prefix, answers, onChange }: QuestionsProps): ReactNode {
  const say = useMessageText();
  const { state } = usePurchase();
  const { visible, required } = evaluate(state.form, answers, { scope, ticketTypeIds });
  const said = useQuestionAnnouncement(visible);
  const direction = directionOf(useLocale());
  const asked = state.form.questions.filter(
    (question) =>
      visible.includes(question.key) && question.type !== "hidden" && (question.scope ?? "attendee") === scope,
  );
  const shown = asked.map((question) => isolateQuestion(question, direction));
  const errorOf = (id: string): string | undefined => {
    const words = state.errors.get(id);
    return words && say(words);
  };
  return (
    <>
      {shown.map((question) =>
        question.type === "heading" ? (
          <Heading key={question.key} question={question} />
        ) : (
          <Control
            key={question.key}
            question={question}
            id={fieldId(prefix, `/${question.key}`)}
            value={answers[question.key]}
            required={required.includes(question.key)}
            errorOf={errorOf}
            onChange={(value) => onChange({ ...answers, [question.key]: value })}
          />
        ),
      )}
      <p role="status" className="visually-hidden">
        {said}
      </p>
    </>
  );
}

function Heading({ question }: { readonly question: Question }): ReactNode {
  return (
    <div className="stack stack--tight">
      <h2 className="checkout__part">{question.label}</h2>
      {question.help !== undefined && question.help !== "" && <p className="muted">{question.help}</p>}
    </div>
  );
}

/** What a screen reader is told when questions come or go. */
function useQuestionAnnouncement(visible: readonly string[]): string {
  const t = useCheckoutTexts();
  const { form } = usePurchase().state;
  const before = useRef(visible);
  const [said, setSaid] = useState("");
  const now = visible.join(" ");
  useEffect(() => {
    const keys = now === "" ? [] : now.split(" ");
    const labels = (wanted: readonly string[]): string =>
      wanted
        .map((key) => form.questions.find((question) => question.key === key)?.label ?? "")
        .filter(Boolean)
        .join(", ");
    const added = labels(keys.filter((key) => !before.current.includes(key)));
    const removed = labels(before.current.filter((key) => !keys.includes(key)));
    before.current = keys;
    const parts = [
      added === "" ? "" : t("questions.added", { labels: added }),
      removed === "" ? "" : t("questions.removed", { labels: removed }),
    ];
    if (added !== "" || removed !== "") setSaid(parts.filter(Boolean).join(" "));
  }, [now, form, t]);
  return said;
}

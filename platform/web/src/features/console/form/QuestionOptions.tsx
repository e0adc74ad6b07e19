// The answers that a question of choices offers, in their order.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { freshName, withText, type Question } from "./form-draft";
import { useFormTexts } from "./texts";

export interface QuestionOptionsProps {
  readonly question: Question;
  readonly language: string;
  readonly error: string | undefined;
  readonly change: (changes: Partial<Question>) => void;
}

export function QuestionOptions({ question, language, error, change }: QuestionOptionsProps): ReactNode {
  const t = useFormTexts();
  const options = question.options ?? [];
  const set = (value: string, text: string): void =>
    change({
      options: options.map((each) =>
        each.value === value ? { ...each, label: withText(each.label, language, text) } : each,
      ),
    });
  const add = (): void =>
    change({
      options: [
        ...options,
        {
          value: freshName(
            "option",
            options.map(({ value }) => value),
          ),
          label: {},
        },
      ],
    });
  return (
    <fieldset className="question-editor__options">
      <legend className="field__label">{t("field.options")}</legend>
      {options.map(({ value, label }, place) => (
        <div key={value} className="question-editor__option">
          <input
            className="input"
            maxLength={300}
            aria-label={t("option", { number: place + 1 })}
            aria-invalid={error !== undefined && (label?.[language] ?? "") === ""}
            value={label?.[language] ?? ""}
            onChange={({ target }) => set(value, target.value)}
          />
          <button
            type="button"
            className="line-button"
            aria-label={t("removeOption", { number: place + 1 })}
            disabled={options.length < 2}
            onClick={() => change({ options: options.filter((each) => each.value !== value) })}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      {error !== undefined && <p className="field__error">{error}</p>}
      <div className="row">
        <Button kind="quiet" size="small" onPress={add}>
          {t("addOption")}
        </Button>
      </div>
    </fieldset>
  );
}

// The properties of every control of a question.
import type { Question } from "../../../lib/forms/definition";

export interface ControlProps {
  readonly question: Question;
  readonly id: string;
  readonly value: unknown;
  readonly required: boolean;
  /** What is wrong with the field of that id. */
  readonly errorOf: (id: string) => string | undefined;
  readonly onChange: (value: unknown) => void;
}

/** What a control of `src/ui` takes of a question. */
export interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly required: boolean;
  readonly hint?: string;
  readonly error?: string;
}

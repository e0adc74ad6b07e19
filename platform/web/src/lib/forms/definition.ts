// The definition of a form as the server sends it: questions in order, texts in one language.

export type Type =
  | "short_text"
  | "long_text"
  | "number"
  | "single_choice"
  | "multiple_choice"
  | "dropdown"
  | "yes_no"
  | "date"
  | "time"
  | "date_time"
  | "email"
  | "phone"
  | "url"
  | "country"
  | "address"
  | "file"
  | "consent"
  | "rating"
  | "hidden"
  | "heading";

export type Scope = "order" | "attendee";

export interface Comparison {
  readonly question: string;
  readonly is: "answered" | "equals" | "in" | "contains" | "greater" | "less" | "at_least" | "at_most";
  readonly value?: unknown;
}

export type Condition =
  | Comparison
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

export interface Option {
  readonly value: string;
  readonly label?: string;
}

/** One question; a limit that is missing is the type's own. Amounts and moments are texts. */
export interface Question {
  readonly key: string;
  readonly type: Type;
  readonly scope?: Scope;
  readonly label?: string;
  readonly help?: string;
  readonly required?: boolean;
  readonly ticket_type_ids?: readonly string[] | null;
  readonly show_if?: Condition | null;
  readonly require_if?: Condition | null;
  readonly options?: readonly Option[];
  readonly minimum_length?: number | null;
  readonly maximum_length?: number | null;
  readonly pattern?: string | null;
  readonly minimum?: string | null;
  readonly maximum?: string | null;
  readonly decimals?: number;
  readonly minimum_choices?: number | null;
  readonly maximum_choices?: number | null;
  readonly steps?: number;
  readonly text?: string;
  readonly text_version?: string;
}

export interface Form {
  readonly version_id?: string | null;
  readonly version?: number;
  readonly questions: readonly Question[];
}

/** Question key → what was answered, as it is sent. */
export type Answers = Readonly<Record<string, unknown>>;

// Error messages for answers to the questions of the registration form.
import type { Form, Question } from "../../lib/forms/definition";
import type { Evaluation } from "../../lib/forms/evaluation";
import { fieldId, questionAt } from "../../lib/forms/pointers";
import type { TextKey, Message } from "./messages";

/** Codes whose message names no limit. */
const WITHOUT_LIMIT = [
  "required",
  "wrong-type",
  "invalid-character",
  "pattern",
  "not-a-number",
  "not-an-option",
  "repeated",
  "not-a-date",
  "not-a-time",
  "not-a-date-time",
  "not-an-email",
  "not-a-phone",
  "not-a-url",
  "not-a-country",
  "not-a-file",
  "unknown-member",
  "unknown-question",
] as const;

/** The error messages of one set of answers by field id; `prefix` tells several sets apart. */
export function answerErrors(form: Form, faults: Evaluation["faults"], prefix: string): Map<string, Message> {
  const said = new Map<string, Message>();
  for (const { pointer, code } of faults) {
    const id = fieldId(prefix, pointer);
    if (!said.has(id)) said.set(id, answerErrorText(code, questionAt(form, pointer)) ?? { key: "faults.other" });
  }
  return said;
}

/** The error message for a code of the form; null for an unknown code. */
export function answerErrorText(code: string, question: Question | undefined): Message | null {
  if (code === "required" && question?.type === "consent") return { key: "faults.consent" };
  const plain = WITHOUT_LIMIT.find((each) => each === code);
  if (plain !== undefined) return { key: `faults.${plain}` };
  const limited = question === undefined ? null : limitOf(code, question);
  return limited === null || limited.value == null
    ? null
    : { key: limited.key, values: { [limited.name]: limited.value } };
}

interface Limit {
  readonly key: TextKey;
  readonly name: "count" | "limit";
  readonly value: string | number | null | undefined;
}

function limitOf(code: string, question: Question): Limit | null {
  switch (code) {
    case "too-short":
      return { key: "faults.too-short", name: "count", value: question.minimum_length };
    case "too-long":
      return question.maximum_length
        ? { key: "faults.too-long", name: "count", value: question.maximum_length }
        : { key: "faults.long", name: "count", value: 0 };
    case "too-many-decimals":
      return question.decimals
        ? { key: "faults.too-many-decimals", name: "count", value: question.decimals }
        : { key: "faults.whole", name: "count", value: 0 };
    case "too-few":
      return { key: "faults.too-few", name: "count", value: question.minimum_choices };
    case "too-many":
      return { key: "faults.too-many", name: "count", value: question.maximum_choices };
    case "too-small":
    case "too-early":
      return { key: `faults.${code}`, name: "limit", value: question.minimum };
    case "too-large":
    case "too-late":
      return { key: `faults.${code}`, name: "limit", value: question.maximum };
    default:
      return null;
  }
}

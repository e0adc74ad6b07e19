// Conditions between questions: whether one is met by the answers so far.
import type { Condition } from "./definition";

export type Cleaned = ReadonlyMap<string, unknown>;

/** Whether a condition holds; of what was not answered only `answered` can be told. */
export function isMet(condition: Condition, answers: Cleaned): boolean {
  if ("all" in condition) return condition.all.every((each) => isMet(each, answers));
  if ("any" in condition) return condition.any.some((each) => isMet(each, answers));
  if ("not" in condition) return !isMet(condition.not, answers);
  if (condition.is === "answered") return answers.has(condition.question);
  return (
    answers.has(condition.question) && isComparisonMet(condition.is, answers.get(condition.question), condition.value)
  );
}

function isComparisonMet(word: string, answer: unknown, value: unknown): boolean {
  if (word === "equals") return answer === value;
  if (word === "in") return Array.isArray(value) && value.includes(answer);
  if (word === "contains")
    return (Array.isArray(answer) || typeof answer === "string") && answer.includes(String(value));
  const step = compareValues(String(answer), String(value));
  return { greater: step > 0, less: step < 0, at_least: step >= 0, at_most: step <= 0 }[word] ?? false;
}

/** Numbers by their size; dates and times are written so that their text sorts. */
export function compareValues(answer: string, value: string): number {
  if (answer.slice(1).includes("-") || answer.includes(":")) return Number(answer > value) - Number(answer < value);
  const left = scaled(answer);
  const right = scaled(value);
  return Number(left > right) - Number(left < right);
}

/** A number's text in millionths, exactly: answers have six decimals at most. */
function scaled(text: string): bigint {
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const size = BigInt(whole + fraction.padEnd(6, "0"));
  return text.startsWith("-") ? -size : size;
}

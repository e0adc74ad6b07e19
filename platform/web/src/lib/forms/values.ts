// Validation of one answer: its clean value, or what is wrong with it.
// Numbers travel as text, so that no language rounds them; dates and times are local and strict.
import { lengthOf, oneLine, severalLines } from "./characters";
import { compareValues } from "./conditions";
import { COUNTRIES } from "./countries";
import type { Question, Type } from "./definition";
import { matches } from "./pattern";
import { plainNumber, plainPhone, plainSigns, visible } from "../typed-text";

/** What is wrong: the place below the question, and a code. */
export type Fault = readonly [place: string, code: string];
/** The value, or null when there is none; what is wrong. */
export type Cleaned = readonly [value: unknown, faults: readonly Fault[]];

const LONGEST: Partial<Record<Type, number>> = { short_text: 200, long_text: 2000, hidden: 500 };
const LONGEST_URL = 2000;
const LONGEST_EMAIL = 254;
const NUMBER = /^([+-]?)([0-9]{1,15})(?:\.([0-9]{1,6}))?$/;
const DATE = /^([1-9][0-9]{3})-([0-9]{2})-([0-9]{2})$/;
const TIME = /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/;
const STEP = /^[1-9][0-9]?$/;
const BLANK = "\\x00-\\x20\\x7f-\\xa0\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff";
const EMAIL = new RegExp(`^[^@,;<>"${BLANK}]{1,64}@[^@,;<>"${BLANK}]+\\.[^@,;<>".${BLANK}]+$`, "u");
const URL = new RegExp(
  `^[Hh][Tt][Tt][Pp][Ss]?://[^/?#@:<>"\\[\\]\\\\${BLANK}]{1,253}(?::[0-9]{1,5})?(?:[/?#][^<>"${BLANK}]*)?$`,
  "u",
);
const PHONE = /^\+[1-9][0-9]{6,14}$/;
const UUID = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;
const KNOWN_COUNTRIES: ReadonlySet<string> = new Set(COUNTRIES);

/** The parts of an address with their greatest lengths, in the order in which they are kept. */
export const ADDRESS: readonly (readonly [string, number])[] = [
  ["line1", 200],
  ["line2", 200],
  ["postal_code", 20],
  ["city", 200],
  ["region", 200],
  ["country", 2],
];
export const ADDRESS_NEEDS: readonly string[] = ["line1", "city", "country"];

/** The value of an answer; `[null, []]` when nothing was answered. */
export function cleanAnswer(question: Question, raw: unknown): Cleaned {
  if (raw === null || raw === undefined) return [null, []];
  switch (question.type) {
    case "yes_no":
    case "consent":
      if (typeof raw !== "boolean") return fault("wrong-type");
      return [question.type === "consent" && !raw ? null : raw, []];
    case "multiple_choice":
      return choices(question, raw);
    case "address":
      return address(raw);
    default:
      return cleanText(question, raw);
  }
}

function fault(code: string): Cleaned {
  return [null, [["", code]]];
}

function cleanText(question: Question, raw: unknown): Cleaned {
  if (typeof raw !== "string") return fault("wrong-type");
  const text = question.type === "long_text" ? severalLines(raw) : oneLine(raw);
  if (text === null) return fault("invalid-character");
  return text === "" ? [null, []] : cleanTyped(question, text);
}

function cleanTyped(question: Question, text: string): Cleaned {
  const right = (is: boolean, code: string, value = text): Cleaned => (is ? [value, []] : fault(code));
  switch (question.type) {
    case "number":
      return number(question, text);
    case "single_choice":
    case "dropdown":
      return right(
        (question.options ?? []).some((option) => option.value === text),
        "not-an-option",
      );
    case "rating":
      return right(STEP.test(text) && Number(text) <= (question.steps ?? 5), "not-an-option");
    case "date":
      return moment(question, text, isDate(text), "not-a-date");
    case "time":
      return moment(question, text, TIME.test(text), "not-a-time");
    case "date_time":
      return moment(question, text, isDateTime(text), "not-a-date-time");
    case "email": {
      const email = plainSigns(text);
      return right(lengthOf(email) <= LONGEST_EMAIL && EMAIL.test(email), "not-an-email", email);
    }
    case "phone": {
      const digits = plainPhone(text);
      return right(PHONE.test(digits), "not-a-phone", digits);
    }
    case "url": {
      const url = visible(text);
      return right(lengthOf(url) <= LONGEST_URL && URL.test(url), "not-a-url", url);
    }
    case "country":
      return right(KNOWN_COUNTRIES.has(text), "not-a-country");
    case "file":
      return right(UUID.test(text), "not-a-file", text.toLowerCase());
    default:
      return plainText(question, text);
  }
}

function plainText(question: Question, text: string): Cleaned {
  const length = lengthOf(text);
  if (length > (question.maximum_length || LONGEST[question.type] || 0)) return fault("too-long");
  if (length < (question.minimum_length ?? 0)) return fault("too-short");
  if (question.pattern != null && !matches(question.pattern, text)) return fault("pattern");
  return [text, []];
}

function number(question: Question, text: string): Cleaned {
  const found = NUMBER.exec(plainNumber(text));
  if (found === null) return fault("not-a-number");
  const whole = (found[2] ?? "").replace(/^0+/, "") || "0";
  const fraction = (found[3] ?? "").replace(/0+$/, "");
  if (fraction.length > (question.decimals ?? 0)) return fault("too-many-decimals");
  const size = fraction ? `${whole}.${fraction}` : whole;
  const value = found[1] === "-" && size !== "0" ? `-${size}` : size;
  if (question.minimum != null && compareValues(value, question.minimum) < 0) return fault("too-small");
  if (question.maximum != null && compareValues(value, question.maximum) > 0) return fault("too-large");
  return [value, []];
}

function choices(question: Question, raw: unknown): Cleaned {
  if (!Array.isArray(raw) || !raw.every((each) => typeof each === "string")) return fault("wrong-type");
  const given: readonly string[] = raw;
  const known = (question.options ?? []).map((option) => option.value);
  const faults = given.flatMap((each, index): Fault[] =>
    known.includes(each) ? [] : [[`/${index}`, "not-an-option"]],
  );
  if (faults.length > 0) return [null, faults];
  if (new Set(given).size !== given.length) return fault("repeated");
  if (given.length > 0 && given.length < (question.minimum_choices ?? 0)) return fault("too-few");
  if (question.maximum_choices != null && given.length > question.maximum_choices) return fault("too-many");
  const kept = known.filter((value) => given.includes(value));
  return [kept.length > 0 ? kept : null, []];
}

function moment(question: Question, text: string, isRight: boolean, code: string): Cleaned {
  if (!isRight) return fault(code);
  if (question.minimum != null && text < question.minimum) return fault("too-early");
  if (question.maximum != null && text > question.maximum) return fault("too-late");
  return [text, []];
}

function isDate(text: string): boolean {
  const found = DATE.exec(text);
  if (found === null) return false;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 ? (isLeap ? 29 : 28) : [1, 3, 5, 7, 8, 10, 12].includes(month) ? 31 : 30;
  return month >= 1 && month <= 12 && day >= 1 && day <= days;
}

function isDateTime(text: string): boolean {
  const mark = text.indexOf("T");
  return mark !== -1 && isDate(text.slice(0, mark)) && TIME.test(text.slice(mark + 1));
}

function address(raw: unknown): Cleaned {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return fault("wrong-type");
  const given = new Map<string, unknown>(Object.entries(raw));
  const faults: Fault[] = [];
  if ([...given.keys()].some((name) => !ADDRESS.some(([known]) => known === name))) faults.push(["", "unknown-member"]);
  const kept: Record<string, string> = {};
  for (const [name, longest] of ADDRESS) {
    const [value, fault] = addressLine(name, given.get(name), longest);
    if (fault) faults.push([`/${name}`, fault]);
    if (value) kept[name] = value;
  }
  const isEmpty = Object.keys(kept).length === 0;
  if (isEmpty && faults.length === 0) return [null, []];
  const places = new Set(faults.map(([place]) => place));
  for (const name of ADDRESS_NEEDS) {
    if (!(name in kept) && !places.has(`/${name}`)) faults.push([`/${name}`, "required"]);
  }
  return [faults.length > 0 ? null : kept, faults];
}

function addressLine(name: string, raw: unknown, longest: number): [value: string, fault: string] {
  if (raw === null || raw === undefined) return ["", ""];
  if (typeof raw !== "string") return ["", "wrong-type"];
  const text = oneLine(raw);
  if (text === null) return ["", "invalid-character"];
  if (name === "country" && text !== "" && !KNOWN_COUNTRIES.has(text)) return ["", "not-a-country"];
  return lengthOf(text) > longest ? ["", "too-long"] : [text, ""];
}

// Codes, numbers and addresses by any keyboard, or copied from somewhere: as programs read them. The server reads
// them alike (`kernel/typed_text.py`); typed-text.json has what both make of what people type.

const UNSEEN = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
/** What people put between thousands, and what means nothing else in a number. */
const BETWEEN = /[\s'\u2019\u066c]/g;
/** What is no part of a code: blanks, dashes, and what nobody sees. */
const LEFT_OUT = /[\s\p{Cf}\p{Pd}\u2212]/gu;
const DIGIT = /\p{Nd}/u;
const DIGITS = /\p{Nd}/gu;
const COMMA = /,(?=\d{1,2}$|\d{4,}$)/;
/** `REG-20240203-7ZK4Q9`. */
const ORDER_NUMBER = /^([A-Z]+)([0-9]{8})([0-9A-Z]{6})$/;
const IN_PHONES = /[\s()./\u2010-\u2015\u2212-]/g;
const PLAIN = /^[\x20-\x7e]*$/;
const TEN = 10;

/** Without what copying brings along and nobody sees: marks of direction, blanks of no width. */
export function visible(text: string): string {
  return text.replace(UNSEEN, "");
}

/** The same with letters and signs of one width, as an address has them. */
export function plainSigns(text: string): string {
  return PLAIN.test(text) ? text : visible(text).normalize("NFKC");
}

/** With 0 to 9 for the digits of every script; all else as it was. */
export function plainDigits(text: string): string {
  return PLAIN.test(text) ? text : text.replace(DIGITS, (digit) => String(valueOf(digit)));
}

/**
 * A code in capitals without blanks and dashes, whatever keyboard it is from. The dotted capital of a Turkish keyboard
 * is an I; an accent is none of a code, and stays.
 */
export function plainCode(text: string): string {
  const plain = text.normalize("NFKC").replaceAll("\u0130", "I");
  return plainDigits(plain.replace(LEFT_OUT, "")).toUpperCase();
}

/** An order's number as it is kept, however somebody wrote it down or read it out; else capitals. */
export function plainOrderNumber(text: string): string {
  const found = ORDER_NUMBER.exec(plainCode(text));
  return found === null ? text.trim().toUpperCase() : `${found[1]}-${found[2]}-${readAsDigits(found[3] ?? "")}`;
}

/** With digits for the letters that people take for them: no code of ours has those. */
export function readAsDigits(code: string): string {
  return code.replace(/[IL]/g, "1").replace(/O/g, "0");
}

/** A number while it is typed: a point before its decimals, nothing between its thousands; a comma stays. */
export function typedNumber(text: string): string {
  const plain = plainDigits(plainSigns(text));
  return plain.replaceAll("\u066b", ".").replaceAll("\u2212", "-").replace(BETWEEN, "");
}

/** A number as it was meant: a comma is a point, but not before three digits, where it may be a thousand. */
export function plainNumber(text: string): string {
  return typedNumber(text).replace(COMMA, ".");
}

/**
 * A phone number without what stands between its digits, `00` before a country as `+`. The nought in brackets, which
 * is dialled at home alone, goes as well.
 */
export function plainPhone(text: string): string {
  const plain = plainDigits(plainSigns(text)).replaceAll("(0)", "").replace(IN_PHONES, "");
  return plain.startsWith("00") ? `+${plain.slice(2)}` : plain;
}

/** The digits of a script stand together, from nought to nine; some scripts have theirs right after another's. */
function valueOf(digit: string): number {
  const place = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (DIGIT.test(String.fromCodePoint(place - before - 1))) before += 1;
  return before % TEN;
}

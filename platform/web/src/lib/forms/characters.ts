// Normalization of typed text: Unicode form C, no leading or trailing space, no control characters.
// The sets are written out, because "white space" means other signs in other languages.

const SPACE = "\\t\\n\\v\\f\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";
const MARGINS = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "g");
const SURROGATE = /[\ud800-\udfff]/u;
/* eslint-disable no-control-regex -- control characters are what these find */
const CONTROL = /[\x00-\x1f\x7f-\x9f\u2028\u2029]/;
const CONTROL_IN_LINES = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]/;
/* eslint-enable no-control-regex */

/** The text in normal form C without its margins; null when a sign cannot be kept. */
export function oneLine(text: string): string | null {
  if (SURROGATE.test(text)) return null;
  const clean = trimmed(text.normalize("NFC"));
  return CONTROL.test(clean) ? null : clean;
}

/** As `oneLine`; line breaks and tabs inside stay, every break as a line feed. */
export function severalLines(text: string): string | null {
  if (SURROGATE.test(text)) return null;
  const clean = trimmed(text.replace(/\r\n?/g, "\n").normalize("NFC"));
  return CONTROL_IN_LINES.test(clean) ? null : clean;
}

/** How many signs a person would count at most: code points, as the server does. */
export function lengthOf(text: string): number {
  return [...text].length;
}

function trimmed(text: string): string {
  return text.replace(MARGINS, "");
}

// Search by part of a name, ignoring accents and case, and letters that a keyboard may not have.

const MARKS = /\p{Diacritic}/gu;
/** What Unicode does not take for another sign with a mark; the server takes them alike. */
const TYPED: Readonly<Record<string, string>> = {
  ł: "l",
  ø: "o",
  đ: "d",
  ð: "d",
  ħ: "h",
  ı: "i",
  ŧ: "t",
  æ: "ae",
  œ: "oe",
  þ: "th",
  ß: "ss",
  "’": "'",
  "‘": "'",
  ʼ: "'",
  "‐": "-",
  "–": "-",
  "—": "-",
};
const UNTYPED = new RegExp(`[${Object.keys(TYPED).join("")}]`, "gu");

export function matchesText(name: string, typed: string): boolean {
  return plainLetters(name).includes(plainLetters(typed.trim()));
}

/** Small letters without marks, so that “Soren” finds “Søren”. */
export function plainLetters(text: string): string {
  const bare = text.normalize("NFKD").replace(MARKS, "").toLocaleLowerCase("und");
  return bare.replace(UNTYPED, (letter) => TYPED[letter] ?? letter);
}

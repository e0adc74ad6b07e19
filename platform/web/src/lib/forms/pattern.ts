// Patterns that organizers write for short texts: a small, safe part of regular expressions, matched by
// our own code in a time that grows with the length only. The server refuses any other when a form is saved.

interface Atom {
  readonly signs: ReadonlySet<string>;
  readonly least: number;
  readonly most: number;
}

const DIGITS = "0123456789";
const TIMES = /\{([0-9]{1,3})(?:,([0-9]{1,3}))?\}/y;

/** Whether the whole text fits the pattern. */
export function matches(pattern: string, text: string): boolean {
  const letters = [...text];
  let reached = letters.map(() => false);
  reached = [true, ...reached];
  for (const atom of parse(pattern)) reached = after(atom, letters, reached);
  return reached[letters.length] === true;
}

function parse(pattern: string): Atom[] {
  const atoms: Atom[] = [];
  let place = 0;
  while (place < pattern.length) {
    const [signs, behind] = pattern[place] === "[" ? classAt(pattern, place + 1) : signAt(pattern, place);
    const [least, most, next] = timesAt(pattern, behind);
    atoms.push({ signs, least, most });
    place = next;
  }
  return atoms;
}

function signAt(pattern: string, place: number): [Set<string>, number] {
  const sign = pattern.charAt(place);
  if (sign !== "\\") return [new Set([sign]), place + 1];
  const escaped = pattern.charAt(place + 1);
  return [new Set(escaped === "d" ? DIGITS : escaped), place + 2];
}

function classAt(pattern: string, start: number): [Set<string>, number] {
  const signs = new Set<string>();
  let place = start;
  while (place < pattern.length && pattern[place] !== "]") {
    const [first, behind] = signAt(pattern, place);
    place = behind;
    if (pattern[place] === "-" && !["", "]"].includes(pattern.charAt(place + 1))) {
      const [last, end] = signAt(pattern, place + 1);
      for (let code = codeOf(first); code <= codeOf(last); code += 1) signs.add(String.fromCharCode(code));
      place = end;
    } else for (const sign of first) signs.add(sign);
  }
  return [signs, place + 1];
}

function codeOf(signs: ReadonlySet<string>): number {
  return [...signs].join("").charCodeAt(0);
}

function timesAt(pattern: string, place: number): [number, number, number] {
  if (pattern[place] === "?") return [0, 1, place + 1];
  TIMES.lastIndex = place;
  const found = TIMES.exec(pattern);
  if (found === null) return [1, 1, place];
  const least = Number(found[1]);
  return [least, found[2] === undefined ? least : Number(found[2]), place + found[0].length];
}

/** Where one can stand behind an atom: some place before, and only its signs in between. */
function after(atom: Atom, letters: readonly string[], reached: readonly boolean[]): boolean[] {
  const before = [0];
  for (const flag of reached) before.push((before[before.length - 1] ?? 0) + (flag ? 1 : 0));
  let runStart = 0;
  return reached.map((_, end) => {
    if (end > 0 && !atom.signs.has(letters[end - 1] ?? "")) runStart = end;
    const low = Math.max(end - atom.most, runStart);
    const high = end - atom.least;
    return high >= low && (before[high + 1] ?? 0) - (before[low] ?? 0) > 0;
  });
}

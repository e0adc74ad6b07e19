// Which of the codes in a picture is meant: the only one, or the one that the frame is held on; else nobody guesses.
import { identityOf } from "./code";

export interface SeenCode {
  readonly text: string;
  /** From the middle of the picture to the middle of the code, in shares of the picture's shorter side. */
  readonly distance: number;
}

/** Null: no code is in the picture, or none yet that surely is meant. */
export interface Sight {
  readonly text: string | null;
  /** Codes of several tickets are in the picture, and none is clearly meant. */
  readonly isCrowded: boolean;
}

/** So near the middle is what the frame is held on. */
const IN_FRAME = 0.3;
/** So much farther from the middle is whatever is not meant. */
const CLEARLY_FARTHER = 0.2;
/** A picture may show one of two codes only: after two were seen, one alone counts once it was alone for so long. */
const SETTLED_MILLISECONDS = 900;

export class Aim {
  private crowdedAt = -Infinity;

  /** What is meant at this instant; the symbols of one ticket beside each other are one code. */
  at(codes: readonly SeenCode[], now: number): Sight {
    const [first, second] = nearestOfEach(codes);
    if (first === undefined) return { text: null, isCrowded: this.isUnsettled(now) };
    if (second === undefined) return this.isUnsettled(now) ? CROWDED : { text: first.text, isCrowded: false };
    if (first.distance <= IN_FRAME && second.distance - first.distance >= CLEARLY_FARTHER) {
      return { text: first.text, isCrowded: false };
    }
    this.crowdedAt = now;
    return CROWDED;
  }

  private isUnsettled(now: number): boolean {
    return now - this.crowdedAt < SETTLED_MILLISECONDS;
  }
}

const CROWDED: Sight = { text: null, isCrowded: true };

export function seenAt(text: string, x: number, y: number, width: number, height: number): SeenCode {
  return { text, distance: Math.hypot(x - width / 2, y - height / 2) / Math.min(width, height) };
}

function nearestOfEach(codes: readonly SeenCode[]): SeenCode[] {
  const nearest = new Map<string, SeenCode>();
  for (const code of [...codes].sort((one, other) => one.distance - other.distance)) {
    const identity = identityOf(code.text);
    if (!nearest.has(identity)) nearest.set(identity, code);
  }
  return [...nearest.values()];
}

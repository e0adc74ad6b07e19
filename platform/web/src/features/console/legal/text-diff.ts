// What differs between two texts: which paragraphs, and in those which words.
import { diffArrays, diffWords, type Change } from "diff";

/** Paragraphs that are the same, or words of those that are not. */
export type Run =
  | { readonly kind: "same"; readonly blocks: readonly string[] }
  | { readonly kind: "changed"; readonly parts: readonly Part[] };

export interface Part {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

const BLOCKS = "p, h1, h2, h3, h4, h5, h6, li, dt, dd, tr, pre, blockquote";
const GAP = "\n\n";
/** Texts that have hardly a word in common are shown one after the other. */
const LONGEST_MILLISECONDS = 400;

/** The paragraphs of a text, headings and lines of lists among them, as plain words. */
export function blocksOf(html: string): readonly string[] {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const line of body.querySelectorAll("br")) line.replaceWith("\n");
  const blocks = [...body.querySelectorAll(BLOCKS)].filter((each) => each.querySelector(BLOCKS) === null);
  const texts = (blocks.length === 0 ? [body] : blocks).map((each) => wordsOf(each));
  return texts.filter((text) => text !== "");
}

export function runsOf(before: readonly string[], after: readonly string[], language: string): readonly Run[] {
  const runs: Run[] = [];
  let removed: readonly string[] = [];
  const close = (added: readonly string[]): void => {
    if (removed.length + added.length > 0) {
      runs.push({ kind: "changed", parts: partsOf(removed.join(GAP), added.join(GAP), language) });
    }
    removed = [];
  };
  for (const { value, added, removed: isRemoved } of diffArrays([...before], [...after])) {
    if (isRemoved) removed = value;
    else if (added) close(value);
    else {
      close([]);
      runs.push({ kind: "same", blocks: value });
    }
  }
  close([]);
  return runs;
}

function partsOf(before: string, after: string, language: string): readonly Part[] {
  if (before === "") return [{ kind: "added", text: after }];
  if (after === "") return [{ kind: "removed", text: before }];
  const intlSegmenter = new Intl.Segmenter(language, { granularity: "word" });
  const changes: readonly Change[] | undefined = diffWords(before, after, {
    intlSegmenter,
    timeout: LONGEST_MILLISECONDS,
  });
  if (changes === undefined)
    return [
      { kind: "removed", text: before },
      { kind: "added", text: after },
    ];
  return changes.map(({ value, added, removed }) => ({
    kind: added ? "added" : removed ? "removed" : "same",
    text: value,
  }));
}

function wordsOf(block: Element): string {
  const lines = (block.textContent ?? "").split("\n").map((line) => line.replace(/\s+/g, " ").trim());
  return lines.join("\n").trim();
}

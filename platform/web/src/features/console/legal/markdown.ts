// Legal texts are written as people write mails, with a few signs for headings and lists, and kept as HTML.
import { Marked } from "marked";
import TurndownService from "turndown";

/** The highest heading of a text: the page's own title stands above it. */
const TOP = 2;
/** What the signs cannot say stays as it is. */
const KEPT = ["table", "dl", "sub", "sup", "abbr", "mark", "u", "kbd", "small"] as const;

const marked = new Marked({
  async: false,
  breaks: true,
  gfm: true,
  walkTokens: (token) => {
    if (token.type === "heading") token.depth = Math.max(TOP, token.depth as number);
  },
});

const turndown = new TurndownService({
  headingStyle: "atx",
  bulletListMarker: "-",
  emDelimiter: "*",
  hr: "---",
  br: "",
}).keep([...KEPT]);

export function htmlOf(text: string): string {
  return (marked.parse(text) as string).trim();
}

export function textOf(html: string): string {
  return turndown.turndown(html);
}

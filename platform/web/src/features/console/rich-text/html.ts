// What a text says and how, apart from how its HTML is written: nothing may be lost on the way through the editor.

const SAME: Readonly<Record<string, string>> = { b: "strong", i: "em", del: "s", ins: "u" };
const UNSAID: ReadonlySet<string> = new Set(["body", "p", "div"]);
const TOKENS: ReadonlySet<string> = new Set(["br", "hr"]);
const MARKS: ReadonlySet<string> = new Set(["strong", "em", "u", "s", "a", "code"]);
const BLOCKS = "p, li, h2, h3, h4, h5, h6, blockquote, pre, tr, dt, dd";

/** Whether two texts say the same words in the same headings, lists, links and emphasis. */
export function saysTheSame(one: string, other: string): boolean {
  return runsOf(one).join("\n") === runsOf(other).join("\n");
}

/** The words of a text, a line for each of its blocks. */
export function wordsOf(html: string): string {
  const { body } = parse(html);
  for (const line of body.querySelectorAll("br")) line.replaceWith("\n");
  for (const block of body.querySelectorAll(BLOCKS)) block.append("\n");
  return (body.textContent ?? "").replace(/\n\s*\n+/g, "\n").trim();
}

function parse(html: string): Document {
  return new DOMParser().parseFromString(html, "text/html");
}

/** Each run of characters with what stands around it, such as "ul>li|em: word". */
function runsOf(html: string): readonly string[] {
  const runs: { readonly place: string; words: string }[] = [];
  const walk = (node: Node, path: readonly string[]): void => {
    for (const child of node.childNodes) {
      if (child instanceof Text) {
        const words = child.data.replace(/\s/g, "");
        const place = placeOf(path);
        const last = runs.at(-1);
        if (words === "") continue;
        if (last?.place === place) last.words += words;
        else runs.push({ place, words });
      } else if (child instanceof HTMLElement) {
        const name = nameOf(child);
        if (TOKENS.has(name)) runs.push({ place: "", words: `<${name}>` });
        walk(child, UNSAID.has(name) ? path : [...path, name]);
      }
    }
  };
  walk(parse(html).body, []);
  return runs.map(({ place, words }) => `${place}: ${words}`);
}

function nameOf(element: HTMLElement): string {
  const tag = element.tagName.toLowerCase();
  if (tag === "a") return `a ${element.getAttribute("href") ?? ""} ${element.getAttribute("title") ?? ""}`.trim();
  const start = tag === "ol" ? (element.getAttribute("start") ?? "1") : "1";
  return start === "1" ? (SAME[tag] ?? tag) : `${tag} ${start}`;
}

function placeOf(path: readonly string[]): string {
  const isMark = (name: string): boolean => MARKS.has(name.split(" ")[0] ?? "");
  const marks = new Set(path.filter((name) => isMark(name) && !(name === "code" && path.includes("pre"))));
  return `${path.filter((name) => !isMark(name)).join(">")}|${[...marks].sort().join(",")}`;
}

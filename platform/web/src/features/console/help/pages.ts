// The words of the how-to pages, fetched one by one: their title, and HTML whose links stay in the console.
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { Marked } from "marked";
import { helpOf, helpPath, HELP_PAGES, type HelpName } from "../shell/help";

export interface HelpText {
  readonly title: string;
  readonly html: string;
}

const SOURCES = import.meta.glob<string>("../../../../../../docs/how-to/*.md", { query: "?raw", import: "default" });
const HEADING = /^# (.+)\n/;

/** Every page by its title, in the order of the list. */
export function useHelpTitles(): UseQueryResult<readonly (readonly [HelpName, string])[]> {
  return useQuery({
    queryKey: ["help"],
    staleTime: Infinity,
    queryFn: () => Promise.all(HELP_PAGES.map(async (name) => [name, titleOf(await sourceOf(name))] as const)),
  });
}

/** `base` is the address of the organization, which the links of the page stay below. */
export function useHelpText(name: HelpName, base: string): UseQueryResult<HelpText> {
  return useQuery({
    queryKey: ["help", name, base],
    staleTime: Infinity,
    queryFn: async () => helpTextOf(await sourceOf(name), base),
  });
}

export function helpTextOf(source: string, base: string): HelpText {
  const marked = new Marked({ async: false, gfm: true });
  marked.use({
    renderer: {
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens);
        const page = helpOf(/^(?:\.\/)?([a-z0-9-]+)\.md(?:#.*)?$/.exec(href)?.[1]);
        if (page !== null) return `<a href="${base}/${helpPath(page)}">${text}</a>`;
        return /^https?:/.test(href) ? `<a href="${encodeURI(href)}" rel="noopener">${text}</a>` : text;
      },
    },
  });
  const html = marked.parse(source.replace(HEADING, "")) as string;
  // What is wider than the page is scrolled by keyboard, too.
  return { title: titleOf(source), html: html.replaceAll(/<(pre|table)>/g, '<$1 tabindex="0">') };
}

function titleOf(source: string): string {
  return HEADING.exec(source)?.[1] ?? "";
}

async function sourceOf(name: HelpName): Promise<string> {
  const load = SOURCES[`../../../../../../docs/how-to/${name}.md`];
  if (load === undefined) throw new Error(`No page ${name}`);
  return load();
}

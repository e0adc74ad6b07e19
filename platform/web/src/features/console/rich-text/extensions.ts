// What the editor knows: of what the API lets through, headings, lists, quotes, links and emphasis.
import { generateHTML, generateJSON, type Extensions } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";

/** Addresses that the API keeps; it strips every other scheme. */
const KEPT = /^(?:https?:|mailto:)/i;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const BARE = /^[^\s/@]+\.[^\s/@]+(?:[/?#]\S*)?$/;
const EMAIL = /^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/;

/** The whole address that somebody means, such as "example.org"; null for none that the API keeps. */
export function addressOf(typed: string): string | null {
  const text = typed.trim();
  if (EMAIL.test(text)) return `mailto:${text}`;
  const whole = SCHEME.test(text) || !BARE.test(text) ? text : `https://${text}`;
  return KEPT.test(whole) && URL.canParse(whole) ? whole : null;
}

export function extensions(): Extensions {
  return [
    StarterKit.configure({
      heading: { levels: [2, 3, 4, 5, 6] },
      dropcursor: false,
      trailingNode: false,
      link: {
        openOnClick: false,
        defaultProtocol: "https",
        HTMLAttributes: { rel: null, target: null, class: null },
        isAllowedUri: (address) => !SCHEME.test(address) || KEPT.test(address),
        shouldAutoLink: (address) => addressOf(address) !== null,
      },
    }),
  ];
}

/** The largest heading of a page is its title: what was pasted begins one below. */
export function pastedHtml(html: string): string {
  return html.replace(/<(\/?)h1\b/gi, "<$1h2");
}

/** What the editor makes of a text. */
export function throughEditor(html: string): string {
  const known = extensions();
  return generateHTML(generateJSON(html, known), known);
}

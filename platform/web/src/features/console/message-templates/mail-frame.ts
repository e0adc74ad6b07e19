// Draws a mail into an empty frame. The console's policy takes no inline styles: they are set one by one.

export type Theme = "light" | "dark";

const DARK = /@media \(prefers-color-scheme: dark\)/g;
const SHEET = /<style>([^]*?)<\/style>/g;
const KEPT = "data-kept-style";

export function draw(frame: HTMLIFrameElement, html: string, theme: Theme): void {
  const there = frame.contentDocument;
  if (there === null) return;
  const sheets = [...html.matchAll(SHEET)].map(([, text]) => text ?? "");
  const bare = html.replace(SHEET, "").replace(/ style="/g, ` ${KEPT}="`);
  const parsed = new DOMParser().parseFromString(bare, "text/html");
  for (const each of parsed.querySelectorAll("style, script, link, meta, base")) each.remove();
  const root = there.importNode(parsed.documentElement, true);
  there.replaceChild(root, there.documentElement);
  for (const each of root.querySelectorAll<HTMLElement>(`[${KEPT}]`)) {
    each.style.cssText = each.getAttribute(KEPT) ?? "";
    each.removeAttribute(KEPT);
  }
  for (const each of root.querySelectorAll("a")) each.removeAttribute("href");
  root.style.colorScheme = theme;
  const Sheet = there.defaultView?.CSSStyleSheet;
  if (Sheet === undefined || !("replaceSync" in Sheet.prototype)) return;
  there.adoptedStyleSheets = sheets.map((text) => {
    const sheet = new Sheet();
    sheet.replaceSync(text.replace(DARK, theme === "dark" ? "@media all" : "@media not all"));
    return sheet;
  });
}

// What the scanner's service worker keeps. Pure, for worker and tests.

export const STORE = "turnout-door-1";
export const PAGE = "/door";
const LISTED = /<script type="application\/json" id="door-files">(.*?)<\/script>/s;

export function isDoorPage(path: string): boolean {
  return path === PAGE || path === `${PAGE}/`;
}

export function isBuiltFile(path: string): boolean {
  return path.startsWith("/assets/");
}

/** The built files that the page names itself, and those that its script fetches later, which it lists. */
export function filesOfPage(html: string): string[] {
  const named = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((found) => found[1] ?? "");
  const listed: unknown = JSON.parse(LISTED.exec(html)?.[1] ?? "[]");
  const later = Array.isArray(listed) ? listed.filter((each): each is string => typeof each === "string") : [];
  return [...new Set([...named, ...later])].filter(isBuiltFile);
}

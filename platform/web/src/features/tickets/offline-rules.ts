// Rules of offline tickets: which pages are stored, whose they are, and until when. Pure, for worker and tests.

export const STORE = "turnout-tickets-1";
export const KEEP_UNTIL = "Turnout-Keep-Until";
export const PERSON = "Turnout-Person";
/** Stands in the answer that is shown without a network. */
export const KEPT_COPY = "Turnout-Kept-Copy";
/** Where the store notes whose pages it holds; no page has this address. */
export const OWNER = "/ticket-worker.js?owner";
/** Pages that are as good as their code, and nothing else of an order. */
const TICKET_CODE_PATH = /^\/(?:orders\/[^/]+\/[^/]+\/[^/]+\/tickets\/[^/]+|tickets\/[^/]+\/[^/]+\/[^/]+\/code)$/;
const LOGIN_PATHS = new Set(["/sign-out", "/sign-in", "/account/sign-out-everywhere"]);

export function isTicketCodePage(path: string): boolean {
  return TICKET_CODE_PATH.test(path);
}

/** Built files: the style sheets and scripts that a kept page needs to look like itself. */
export function isAsset(path: string): boolean {
  return path.startsWith("/assets/");
}

/** Whether a request ends or changes who sits in front of this browser. */
export function endsLogin(method: string, path: string): boolean {
  return method === "POST" && LOGIN_PATHS.has(path);
}

/** Until when an answer may be kept, in milliseconds; 0: not at all. */
export function storableUntil(status: number, said: string | null, now: number): number {
  const until = status === 200 && said !== null ? Date.parse(said) : Number.NaN;
  return Number.isNaN(until) || until <= now ? 0 : until;
}

/** Addresses of built files that a page names. */
export function assetPathsIn(html: string): string[] {
  return [...new Set([...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((found) => found[1] ?? ""))];
}

// The code that a partner pastes into a page, as it was chosen.
import type { Releases } from "./queries";

export const KINDS = ["inline", "button", "events"] as const;
export type Kind = (typeof KINDS)[number];
export const THEMES = ["", "light", "dark", "contrast"] as const;

export interface Choice {
  readonly kind: Kind;
  /** The addresses of organization and event. */
  readonly organization: string;
  readonly event: string;
  /** "" for that of the page around. */
  readonly language: string;
  readonly theme: string;
  readonly label: string;
  readonly isPinned: boolean;
}

/** The newest release; null before they are known. */
export function newestOf(releases: Releases): string | null {
  const numbers = (version: string): number[] => version.split(".").map(Number);
  const later = (one: string, other: string): number =>
    numbers(other).reduce((found, number, at) => found || number - (numbers(one)[at] ?? 0), 0);
  return Object.keys(releases).sort(later)[0] ?? null;
}

/** The address of what the frame shows; also that of the preview. */
export function framedPath({ kind, organization, event }: Choice): string {
  return kind === "events" ? `/embed/${organization}` : `/embed/${organization}/${event}`;
}

export function snippetOf(choice: Choice, host: string, releases: Releases): string {
  return `${scriptOf(choice, host, releases)}\n${elementOf(choice, host)}`;
}

function scriptOf({ isPinned }: Choice, host: string, releases: Releases): string {
  const version = newestOf(releases);
  const hash = version === null ? undefined : releases[version]?.["turnout.js"];
  if (!isPinned || hash === undefined) return `<script async src="${host}/embed/v1/turnout.js"></script>`;
  return `<script async src="${host}/embed/${version}/turnout.js"\n  integrity="${hash}" crossorigin></script>`;
}

/** The link inside is for who has no scripts, and for pages that may not show the frame. */
function elementOf(choice: Choice, host: string): string {
  const { kind, organization, event, language, theme, label } = choice;
  const [tag, subject, path] =
    kind === "events"
      ? ["turnout-events", attribute("organization", organization), organization]
      : ["turnout-checkout", attribute("event", `${organization}/${event}`), `${organization}/${event}/checkout`];
  const others = [
    kind === "button" ? attribute("mode", "button") : "",
    kind === "button" ? attribute("label", label) : "",
    attribute("lang", language),
    attribute("theme", theme),
  ].join("");
  const words = label.trim() === "" ? "Tickets" : label.trim();
  return `<${tag}${subject}${others}>\n  <a href="${host}/${path}">${escaped(words)}</a>\n</${tag}>`;
}

function attribute(name: string, value: string): string {
  return value.trim() === "" ? "" : ` ${name}="${escaped(value.trim())}"`;
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/** What a page with a policy has to allow, and no more. */
export function policyOf(host: string): string {
  return `script-src ${host}; frame-src ${host}`;
}

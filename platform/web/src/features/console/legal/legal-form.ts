// A legal text as a form: what it says in each language, or where that stands.
import type { LegalText, Wording } from "./queries";

export interface Written {
  /** Here, or on a page elsewhere. */
  readonly where: "here" | "elsewhere";
  readonly html: string;
  readonly url: string;
}

export interface LegalForm {
  /** By language tag. */
  readonly texts: Readonly<Record<string, Written>>;
}

export const NOTHING: Written = { where: "here", html: "", url: "" };

const WEB = /^https?:\/\/[^\s/]+\.[^\s]+$/i;

export type Wrong = "empty" | "address" | "noLanguage";

export function legalFormOf({ texts }: Pick<LegalText, "texts">): LegalForm {
  return {
    texts: Object.fromEntries(
      Object.entries(texts).map(([language, { html, url }]) => [
        language,
        { where: url === "" ? "here" : "elsewhere", html, url },
      ]),
    ),
  };
}

/** A new text begins in the organization's own language. */
export function emptyFormIn(language: string): LegalForm {
  return { texts: { [language]: NOTHING } };
}

/** The address that readers are sent to is the text, where there is one. */
export function wordingOf({ where, html, url }: Written): Wording {
  return where === "elsewhere" ? { url: url.trim() } : { html };
}

export function wordingsOf({ texts }: LegalForm): Readonly<Record<string, Wording>> {
  return Object.fromEntries(Object.entries(texts).map(([language, written]) => [language, wordingOf(written)]));
}

/** The id of the field → what is wrong. */
export function legalProblemsOf({ texts }: LegalForm): ReadonlyMap<string, Wrong> {
  const languages = Object.entries(texts);
  if (languages.length === 0) return new Map([["add", "noLanguage"]]);
  return new Map(
    languages.flatMap(([language, { where, html, url }]): [string, Wrong][] => {
      if (where === "elsewhere") return WEB.test(url.trim()) ? [] : [[language, "address"]];
      return html.trim() === "" ? [[language, "empty"]] : [];
    }),
  );
}

/** `/texts/de/html` means the field of `de`. */
export function legalFieldOf(pointer: string): string | null {
  const [, first, language = ""] = pointer.split("/");
  return first === "texts" && language !== "" ? language.replaceAll("~1", "/").replaceAll("~0", "~") : null;
}

// The sentences of the views of legal texts, and what their languages are called.
import type { Keys } from "../../../lib/texts";
import { useLocale, useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type LegalKey = Keys<typeof english>;

export function useLegalTexts(): Translate<LegalKey> {
  return useTexts<LegalKey>("legal");
}

/** `de` by its name in the reader's language. */
export function useLanguageName(): (tag: string) => string {
  const names = new Intl.DisplayNames([useLocale(), "en"], { type: "language" });
  return (tag) => {
    try {
      return names.of(tag) ?? tag;
    } catch {
      return tag;
    }
  };
}

// The page's texts to every component below: sentences by their keys, and the locale of numbers and dates.
import type { i18n } from "i18next";
import { createContext, useContext, useMemo } from "react";
import { intlLocale } from "../lib/language";

export type Values = Readonly<Record<string, string | number>>;
export type Translate<K extends string> = (key: K, values?: Values) => string;

export const TextsContext = createContext<i18n | null>(null);

/**
 * The sentences of an area. Give it the area's English catalogue as type, and a key that is not there
 * does not compile: `useTexts<Keys<typeof english>>("checkout")`.
 */
export function useTexts<K extends string>(area: string): Translate<K> {
  const texts = usePageTexts();
  return useMemo(() => {
    const translate = texts.getFixedT(null, area);
    return (key, values) => translate(key, { ...values });
  }, [texts, area]);
}

/** The locale for `Intl`, such as `de`. */
export function useLocale(): string {
  return intlLocale(usePageTexts().language);
}

function usePageTexts(): i18n {
  const texts = useContext(TextsContext);
  if (texts === null) throw new Error("A component stands outside of the texts of its page");
  return texts;
}

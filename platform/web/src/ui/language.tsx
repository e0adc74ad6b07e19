// Gives every component below it the page's language: texts, direction and the locale of numbers and dates.
import type { i18n } from "i18next";
import { createContext, useContext, useMemo, type ReactNode } from "react";
import { I18nProvider } from "react-aria-components";
import { intlLocale } from "../lib/language";
import type { Keys } from "../lib/texts";
import type english from "./texts/en.json";

export type Values = Readonly<Record<string, string | number>>;
export type Translate<K extends string> = (key: K, values?: Values) => string;

const TextsContext = createContext<i18n | null>(null);

export function LanguageProvider({
  texts,
  children,
}: {
  readonly texts: i18n;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <TextsContext value={texts}>
      <I18nProvider locale={texts.language}>{children}</I18nProvider>
    </TextsContext>
  );
}

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

/** The words that components share. */
export function useWords(): Translate<Keys<typeof english>> {
  return useTexts("ui");
}

/** The locale for `Intl`, such as `de`. */
export function useLocale(): string {
  return intlLocale(usePageTexts().language);
}

function usePageTexts(): i18n {
  const texts = useContext(TextsContext);
  if (texts === null) throw new Error("A component stands outside of LanguageProvider");
  return texts;
}

// Gives every component below it the page's language, the primitives of the library too.
import type { i18n } from "i18next";
import type { ReactNode } from "react";
import { I18nProvider } from "react-aria-components";
import type { Keys } from "../lib/texts";
import type english from "./texts/en.json";
import { TextsContext, useTexts, type Translate } from "./translate";

export { useLocale, useTexts, type Translate, type Values } from "./translate";

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

/** The words that components share. */
export function useWords(): Translate<Keys<typeof english>> {
  return useTexts("ui");
}

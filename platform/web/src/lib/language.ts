// The language of the page, as the server wrote it on the root element.

export const LANGUAGES = ["en", "es", "fr", "de", "ar", "hi", "so"] as const;
export type Language = (typeof LANGUAGES)[number];

const RIGHT_TO_LEFT: readonly string[] = ["ar"];

/** The language of ours that a tag such as `de-CH` means; English for any other. */
export function languageOf(tag: string): Language {
  const base = tag.toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((each) => each === base) ?? "en";
}

export function pageLanguage(): Language {
  return languageOf(document.documentElement.lang);
}

export function directionOf(language: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.includes(languageOf(language)) ? "rtl" : "ltr";
}

/**
 * The locale to give to `Intl`. Arabic is shown with the digits 0 to 9, as the server's pages and the
 * ticket codes are.
 */
export function intlLocale(language: string): string {
  return languageOf(language) === "ar" && !language.includes("-u-") ? `${language}-u-nu-latn` : language;
}

/** The locale of dates: in English days stand before months, as on the server's pages and on tickets. */
export function dateLocale(language: string): string {
  return language === "en" ? "en-GB" : intlLocale(language);
}

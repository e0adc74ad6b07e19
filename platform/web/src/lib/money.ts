// Amounts of money in the reader's language. The server sends whole minor units and an ISO 4217 code.
import { directionOf, intlLocale } from "./language";

/**
 * A whole amount loses its zeros (€10), any other keeps all its digits (€10.50). `digits` comes from the
 * server: browsers follow everyday use and not ISO 4217, which gives the Iraqi dinar three.
 */
export function formatMoney(minor: number, currency: string, locale: string, digits: number): string {
  return written(minor, currency, locale, digits, minor % 10 ** digits === 0 ? 0 : digits);
}

/** For amounts that stand under each other: every one has all its digits, so that the decimals are in a line. */
export function formatColumnMoney(minor: number, currency: string, locale: string, digits: number): string {
  return written(minor, currency, locale, digits, digits);
}

function written(minor: number, currency: string, locale: string, digits: number, shown: number): string {
  const text = new Intl.NumberFormat([intlLocale(locale), "en"], {
    style: "currency",
    currency,
    minimumFractionDigits: shown,
    maximumFractionDigits: shown,
  }).format(minor / 10 ** digits);
  return directionOf(locale) === "rtl" ? keepSignTogether(text) : text;
}

/** Keeps "US$" and "UK£" together in a line from right to left, where the sign would go to its other side. */
function keepSignTogether(text: string): string {
  return text.replace(/([A-Z]+\p{Sc})/gu, "$1\u200e");
}

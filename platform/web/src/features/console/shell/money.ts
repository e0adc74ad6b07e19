// Amounts of money in the console: a currency's digits are the server's to say.
import { formatColumnMoney, formatMoney } from "../../../lib/money";
import { useLocale } from "../../../ui/language";
import { useConnection } from "../session/api";

const USUAL_DIGITS = 2;

export function useDigits(): (currency: string) => number {
  const { currencyDigits } = useConnection().config;
  return (currency) => currencyDigits[currency] ?? USUAL_DIGITS;
}

/** `money(2550, "EUR")` reads "€25.50". */
export function useAmount(): (minor: number, currency: string) => string {
  const digits = useDigits();
  const locale = useLocale();
  return (minor, currency) => formatMoney(minor, currency, locale, digits(currency));
}

/** The same for amounts that stand under each other: "€10.00" under "€25.50". */
export function useColumnAmount(): (minor: number, currency: string) => string {
  const digits = useDigits();
  const locale = useLocale();
  return (minor, currency) => formatColumnMoney(minor, currency, locale, digits(currency));
}

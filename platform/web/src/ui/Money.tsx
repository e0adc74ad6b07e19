// An amount of money in the reader's language.
import type { ReactNode } from "react";
import { formatMoney } from "../lib/money";
import { useLocale } from "./language";

export interface MoneyProps {
  /** Whole minor units. */
  readonly minor: number;
  /** ISO 4217. */
  readonly currency: string;
  /** How many digits the currency has after its unit, as the server says. */
  readonly digits: number;
}

export function Money({ minor, currency, digits }: MoneyProps): ReactNode {
  return <bdi className="number">{formatMoney(minor, currency, useLocale(), digits)}</bdi>;
}

/** The same as text, for labels. */
export function useMoney(): (minor: number, currency: string, digits: number) => string {
  const locale = useLocale();
  return (minor, currency, digits) => formatMoney(minor, currency, locale, digits);
}

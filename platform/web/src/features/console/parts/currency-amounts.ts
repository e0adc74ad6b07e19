// Amounts in the further currencies of an event, as they are typed and as they are sent.
import { amountOf, minorOf } from "../../../lib/typed-numbers";

/** Currency → what stands in its field. */
export type TypedAmounts = Readonly<Record<string, string>>;
export type DigitsOf = (currency: string) => number;

interface Priced {
  readonly currency: string;
  readonly prices: Readonly<Record<string, unknown>>;
}

/** In what ticket types are sold beside their own currency, each once. */
export function furtherCurrencies(types: readonly Priced[]): readonly string[] {
  const own = new Set(types.map(({ currency }) => currency));
  const further = new Set(types.flatMap(({ prices }) => Object.keys(prices)));
  return [...further].filter((each) => !own.has(each)).sort();
}

/** In what ticket types are sold: their own currency first, then the others. */
export function currenciesOf(types: readonly (Priced & { readonly kind: string })[]): readonly string[] {
  const own = types.filter(({ kind }) => kind !== "free").map(({ currency }) => currency);
  return [...new Set([...own, ...furtherCurrencies(types)])];
}

export function typedAmounts(amounts: Readonly<Record<string, number>>, digitsOf: DigitsOf): TypedAmounts {
  return Object.fromEntries(
    Object.entries(amounts).map(([currency, minor]) => [currency, amountOf(minor, digitsOf(currency))]),
  );
}

/** What is sent: a currency whose field is empty is left out. */
export function minorAmounts(typed: TypedAmounts, digitsOf: DigitsOf): Record<string, number> {
  return Object.fromEntries(
    Object.entries(typed).flatMap(([currency, text]) => {
      const minor = text.trim() === "" ? null : minorOf(text, digitsOf(currency));
      return minor === null ? [] : [[currency, minor]];
    }),
  );
}

/** Whether something typed is no amount of its currency. */
export function hasWrongAmount(typed: TypedAmounts, digitsOf: DigitsOf): boolean {
  return Object.entries(typed).some(([currency, text]) => minorOf(text, digitsOf(currency)) === null);
}

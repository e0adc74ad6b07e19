// The sentences of the view of currencies.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type CurrencyKey = Keys<typeof english>;

export function useCurrencyTexts(): Translate<CurrencyKey> {
  return useTexts<CurrencyKey>("currencies");
}

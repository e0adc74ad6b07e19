// The sentences of the views of money.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type MoneyKey = Keys<typeof english>;

export function useMoneyTexts(): Translate<MoneyKey> {
  return useTexts<MoneyKey>("money");
}

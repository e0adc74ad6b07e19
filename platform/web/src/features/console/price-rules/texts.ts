// The sentences of the view of price rules.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type PriceKey = Keys<typeof english>;

export function usePriceTexts(): Translate<PriceKey> {
  return useTexts<PriceKey>("price-rules");
}

// The sentences of the views of discounts.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type DiscountKey = Keys<typeof english>;

export function useDiscountTexts(): Translate<DiscountKey> {
  return useTexts<DiscountKey>("discounts");
}

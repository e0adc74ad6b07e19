// The sentences of orders that are held for review.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type ReviewKey = Keys<typeof english>;

export function useReviewTexts(): Translate<ReviewKey> {
  return useTexts<ReviewKey>("reviews");
}

// The sentences of the tour.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type TourKey = Keys<typeof english>;

export function useTourTexts(): Translate<TourKey> {
  return useTexts<TourKey>("tour");
}

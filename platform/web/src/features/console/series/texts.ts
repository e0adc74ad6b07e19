// The sentences of the views of series.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type SeriesKey = Keys<typeof english>;

export function useSeriesTexts(): Translate<SeriesKey> {
  return useTexts<SeriesKey>("series");
}

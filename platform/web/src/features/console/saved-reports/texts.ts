// The sentences of saved reports.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type SavedReportKey = Keys<typeof english>;

export function useSavedReportTexts(): Translate<SavedReportKey> {
  return useTexts<SavedReportKey>("saved-reports");
}

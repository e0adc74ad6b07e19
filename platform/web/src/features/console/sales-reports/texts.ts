// The sentences of sales reports.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type ReportKey = Keys<typeof english>;

export function useReportTexts(): Translate<ReportKey> {
  return useTexts<ReportKey>("sales-reports");
}

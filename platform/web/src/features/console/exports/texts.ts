// The sentences of exports.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type ExportKey = Keys<typeof english>;

export function useExportTexts(): Translate<ExportKey> {
  return useTexts<ExportKey>("exports");
}

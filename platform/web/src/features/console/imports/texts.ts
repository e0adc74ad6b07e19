// The sentences of the views of attendees that come in from a table.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type ImportKey = Keys<typeof english>;

export function useImportTexts(): Translate<ImportKey> {
  return useTexts<ImportKey>("imports");
}

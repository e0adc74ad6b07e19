// The sentences of the view in which several ticket types are changed at once.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type BulkEditKey = Keys<typeof english>;

export function useBulkEditTexts(): Translate<BulkEditKey> {
  return useTexts<BulkEditKey>("bulk-edits");
}

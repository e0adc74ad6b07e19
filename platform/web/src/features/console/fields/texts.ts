// The sentences of the view of the organization's own fields of events.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type FieldKey = Keys<typeof english>;

export function useFieldTexts(): Translate<FieldKey> {
  return useTexts<FieldKey>("fields");
}

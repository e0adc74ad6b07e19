// The sentences of the suppression list.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type SuppressionKey = Keys<typeof english>;

export function useSuppressionTexts(): Translate<SuppressionKey> {
  return useTexts<SuppressionKey>("suppressions");
}

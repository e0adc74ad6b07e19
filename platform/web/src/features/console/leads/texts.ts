// The sentences of lead retrieval.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type LeadKey = Keys<typeof english>;

export function useLeadTexts(): Translate<LeadKey> {
  return useTexts<LeadKey>("leads");
}

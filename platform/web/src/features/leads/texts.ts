// The sentences of a stand member's page.
import type { Keys } from "../../lib/texts";
import { useTexts, type Translate } from "../../ui/translate";
import type english from "./texts/en.json";

export type LeadKey = Keys<typeof english>;

export function useLeadTexts(): Translate<LeadKey> {
  return useTexts<LeadKey>("leads");
}

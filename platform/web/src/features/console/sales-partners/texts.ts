// The sentences of the views of sales partners.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type PartnerKey = Keys<typeof english>;

export function usePartnerTexts(): Translate<PartnerKey> {
  return useTexts<PartnerKey>("sales-partners");
}

// The sentences of the view of sponsors.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type SponsorKey = Keys<typeof english>;

export function useSponsorTexts(): Translate<SponsorKey> {
  return useTexts<SponsorKey>("sponsors");
}

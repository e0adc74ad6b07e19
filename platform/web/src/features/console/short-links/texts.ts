// The sentences of short links.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type ShortLinkKey = Keys<typeof english>;

export function useShortLinkTexts(): Translate<ShortLinkKey> {
  return useTexts<ShortLinkKey>("short-links");
}

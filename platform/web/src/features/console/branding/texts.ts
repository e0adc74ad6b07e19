// The sentences of the view of branding.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type BrandingKey = Keys<typeof english>;

export function useBrandingTexts(): Translate<BrandingKey> {
  return useTexts<BrandingKey>("branding");
}

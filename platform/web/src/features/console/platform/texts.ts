// The sentences of the platform's room.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type PlatformKey = Keys<typeof english>;

export function usePlatformTexts(): Translate<PlatformKey> {
  return useTexts<PlatformKey>("platform");
}

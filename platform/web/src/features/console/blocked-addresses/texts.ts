// The sentences of blocked addresses.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type BlockedKey = Keys<typeof english>;

export function useBlockedTexts(): Translate<BlockedKey> {
  return useTexts<BlockedKey>("blocked-addresses");
}

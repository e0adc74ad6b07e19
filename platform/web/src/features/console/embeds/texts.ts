// The sentences of embeds.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type EmbedKey = Keys<typeof english>;

export function useEmbedTexts(): Translate<EmbedKey> {
  return useTexts<EmbedKey>("embeds");
}

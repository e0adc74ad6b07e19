// The sentences of the editor of texts with headings, lists and links.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type RichTextKey = Keys<typeof english>;

export function useRichTexts(): Translate<RichTextKey> {
  return useTexts<RichTextKey>("rich-text");
}

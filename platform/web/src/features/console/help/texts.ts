// The sentences around the pages of the help.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type HelpKey = Keys<typeof english>;

export function useHelpTexts(): Translate<HelpKey> {
  return useTexts<HelpKey>("help");
}

// The sentences of the console's shell.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "../texts/en.json";

export type ConsoleKey = Keys<typeof english>;

export function useConsoleTexts(): Translate<ConsoleKey> {
  return useTexts<ConsoleKey>("console");
}

// The sentences of the views of programme and speakers.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type ProgrammeKey = Keys<typeof english>;

export function useProgrammeTexts(): Translate<ProgrammeKey> {
  return useTexts<ProgrammeKey>("programme");
}

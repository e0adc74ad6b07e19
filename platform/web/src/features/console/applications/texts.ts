// The sentences of applications.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type ApplicationKey = Keys<typeof english>;

export function useApplicationTexts(): Translate<ApplicationKey> {
  return useTexts<ApplicationKey>("applications");
}

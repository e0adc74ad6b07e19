// The sentences of the registration form's builder.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type FormKey = Keys<typeof english>;

export function useFormTexts(): Translate<FormKey> {
  return useTexts<FormKey>("form");
}

// The sentences of the view of private access.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type AccessKey = Keys<typeof english>;

export function useAccessTexts(): Translate<AccessKey> {
  return useTexts<AccessKey>("access");
}

// The sentences of the views of payment and refunds.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type TermsKey = Keys<typeof english>;

export function useTermsTexts(): Translate<TermsKey> {
  return useTexts<TermsKey>("terms");
}

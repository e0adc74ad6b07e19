// The sentences of the view of fraud rules.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type FraudKey = Keys<typeof english>;

export function useFraudTexts(): Translate<FraudKey> {
  return useTexts<FraudKey>("fraud-rules");
}

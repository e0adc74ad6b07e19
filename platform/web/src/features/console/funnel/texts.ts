// The sentences of the funnel.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type FunnelKey = Keys<typeof english>;

export function useFunnelTexts(): Translate<FunnelKey> {
  return useTexts<FunnelKey>("funnel");
}

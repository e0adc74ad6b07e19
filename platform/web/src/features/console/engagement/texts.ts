// The sentences of engagement.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type EngagementKey = Keys<typeof english>;

export function useEngagementTexts(): Translate<EngagementKey> {
  return useTexts<EngagementKey>("engagement");
}

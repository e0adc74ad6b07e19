// The sentences of the views of badges.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type BadgeKey = Keys<typeof english>;

export function useBadgeTexts(): Translate<BadgeKey> {
  return useTexts<BadgeKey>("badges");
}

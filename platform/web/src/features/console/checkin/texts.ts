// The sentences of the view of check-in.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type CheckinKey = Keys<typeof english>;

export function useCheckinTexts(): Translate<CheckinKey> {
  return useTexts<CheckinKey>("checkin");
}

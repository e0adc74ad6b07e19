// The sentences of the view of shifts.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type ShiftKey = Keys<typeof english>;

export function useShiftTexts(): Translate<ShiftKey> {
  return useTexts<ShiftKey>("shifts");
}

// The sentences of the view of an event's plan.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type PlanKey = Keys<typeof english>;

export function usePlanTexts(): Translate<PlanKey> {
  return useTexts<PlanKey>("plan");
}

// The sentences of the views of figures.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type DashboardKey = Keys<typeof english>;

export function useDashboardTexts(): Translate<DashboardKey> {
  return useTexts<DashboardKey>("dashboard");
}

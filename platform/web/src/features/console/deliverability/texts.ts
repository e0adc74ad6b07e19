// The sentences of deliverability.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type DeliverabilityKey = Keys<typeof english>;

export function useDeliverabilityTexts(): Translate<DeliverabilityKey> {
  return useTexts<DeliverabilityKey>("deliverability");
}

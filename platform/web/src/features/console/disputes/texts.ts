// The sentences of the page of a dispute.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type DisputeKey = Keys<typeof english>;

export function useDisputeTexts(): Translate<DisputeKey> {
  return useTexts<DisputeKey>("disputes");
}

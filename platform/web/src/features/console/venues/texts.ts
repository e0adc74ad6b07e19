// The sentences of the views of venues and their rooms.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type VenueKey = Keys<typeof english>;

export function useVenueTexts(): Translate<VenueKey> {
  return useTexts<VenueKey>("venues");
}

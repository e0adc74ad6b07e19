// The sentences of the views of agencies and their clients.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type AgencyKey = Keys<typeof english>;

export function useAgencyTexts(): Translate<AgencyKey> {
  return useTexts<AgencyKey>("agency");
}

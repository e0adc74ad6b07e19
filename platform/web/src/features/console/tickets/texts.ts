// The sentences of the views of ticket types and their capacities.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type TicketKey = Keys<typeof english>;

export function useTicketTexts(): Translate<TicketKey> {
  return useTexts<TicketKey>("tickets");
}

// The sentences of the views of events.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type EventKey = Keys<typeof english>;

export function useEventTexts(): Translate<EventKey> {
  return useTexts<EventKey>("events");
}

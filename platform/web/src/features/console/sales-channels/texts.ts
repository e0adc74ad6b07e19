// The sentences of the view of an event's sales channels.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type ChannelKey = Keys<typeof english>;

export function useChannelTexts(): Translate<ChannelKey> {
  return useTexts<ChannelKey>("sales-channels");
}

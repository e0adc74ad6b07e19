// The sentences of the log of emails.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type MessageKey = Keys<typeof english>;

export function useMessageTexts(): Translate<MessageKey> {
  return useTexts<MessageKey>("messages");
}

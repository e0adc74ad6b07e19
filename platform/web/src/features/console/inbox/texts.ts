// The sentences of the inbox.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type InboxKey = Keys<typeof english>;

export function useInboxTexts(): Translate<InboxKey> {
  return useTexts<InboxKey>("inbox");
}

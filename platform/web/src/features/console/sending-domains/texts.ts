// The sentences of sending domains.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type SendingKey = Keys<typeof english>;

export function useSendingTexts(): Translate<SendingKey> {
  return useTexts<SendingKey>("sendingDomains");
}

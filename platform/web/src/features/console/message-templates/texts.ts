// The sentences of message templates.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type MessageTemplateKey = Keys<typeof english>;

export function useMessageTemplateTexts(): Translate<MessageTemplateKey> {
  return useTexts<MessageTemplateKey>("message-templates");
}

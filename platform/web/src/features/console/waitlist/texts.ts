// The sentences of waitlists.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type WaitlistKey = Keys<typeof english>;

export function useWaitlistTexts(): Translate<WaitlistKey> {
  return useTexts<WaitlistKey>("waitlist");
}

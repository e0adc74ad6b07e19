// The sentences of waitlists of sessions.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type SessionWaitlistKey = Keys<typeof english>;

export function useSessionWaitlistTexts(): Translate<SessionWaitlistKey> {
  return useTexts<SessionWaitlistKey>("session-waitlist");
}

// The sentences of the files of sessions.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type SessionFileKey = Keys<typeof english>;

export function useSessionFileTexts(): Translate<SessionFileKey> {
  return useTexts<SessionFileKey>("session-files");
}

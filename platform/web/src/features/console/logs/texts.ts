// The sentences of logs: changes, security events, and streams to a log server.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type LogKey = Keys<typeof english>;

export function useLogTexts(): Translate<LogKey> {
  return useTexts<LogKey>("logs");
}

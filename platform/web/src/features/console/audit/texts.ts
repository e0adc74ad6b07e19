// The sentences of the views of the audit log.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type AuditKey = Keys<typeof english>;

export function useAuditTexts(): Translate<AuditKey> {
  return useTexts<AuditKey>("audit");
}

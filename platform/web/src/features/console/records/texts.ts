// What tables, fields and jobs are called where people read of them.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type RecordKey = Keys<typeof english>;

export function useRecordTexts(): Translate<RecordKey> {
  return useTexts<RecordKey>("records");
}

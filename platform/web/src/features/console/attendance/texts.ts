// The sentences of the view of attendance.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type AttendanceKey = Keys<typeof english>;

export function useAttendanceTexts(): Translate<AttendanceKey> {
  return useTexts<AttendanceKey>("attendance");
}

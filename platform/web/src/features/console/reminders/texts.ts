// The sentences of the views of reminders.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type ReminderKey = Keys<typeof english>;

export function useReminderTexts(): Translate<ReminderKey> {
  return useTexts<ReminderKey>("reminders");
}

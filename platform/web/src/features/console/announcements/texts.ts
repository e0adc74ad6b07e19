// The sentences of the views of announcements.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type AnnouncementKey = Keys<typeof english>;

export function useAnnouncementTexts(): Translate<AnnouncementKey> {
  return useTexts<AnnouncementKey>("announcements");
}

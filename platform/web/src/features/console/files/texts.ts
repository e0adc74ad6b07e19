// The sentences of the views of files, and of the chooser that other views open.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type FileKey = Keys<typeof english>;

export function useFileTexts(): Translate<FileKey> {
  return useTexts<FileKey>("files");
}

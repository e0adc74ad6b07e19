// The sentences of the views of connections.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type ConnectionKey = Keys<typeof english>;

export function useConnectionTexts(): Translate<ConnectionKey> {
  return useTexts<ConnectionKey>("connections");
}

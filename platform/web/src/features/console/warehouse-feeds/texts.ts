// The sentences of warehouse feeds.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type WarehouseKey = Keys<typeof english>;

export function useWarehouseTexts(): Translate<WarehouseKey> {
  return useTexts<WarehouseKey>("warehouse-feeds");
}

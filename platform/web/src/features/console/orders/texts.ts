// The sentences of the views of orders and attendees.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type OrderKey = Keys<typeof english>;

export function useOrderTexts(): Translate<OrderKey> {
  return useTexts<OrderKey>("orders");
}

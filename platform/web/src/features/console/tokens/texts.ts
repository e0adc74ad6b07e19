// The sentences of the views of API tokens and service accounts.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type TokenKey = Keys<typeof english>;

export function useTokenTexts(): Translate<TokenKey> {
  return useTexts<TokenKey>("tokens");
}

// The sentences of member lists.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type MemberListKey = Keys<typeof english>;

export function useMemberListTexts(): Translate<MemberListKey> {
  return useTexts<MemberListKey>("member-lists");
}

// The sentences of the view of one's own membership.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type MembershipKey = Keys<typeof english>;

export function useMembershipTexts(): Translate<MembershipKey> {
  return useTexts<MembershipKey>("membership");
}

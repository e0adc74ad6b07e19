// The sentences of waiting rooms.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type WaitingRoomKey = Keys<typeof english>;

export function useWaitingRoomTexts(): Translate<WaitingRoomKey> {
  return useTexts<WaitingRoomKey>("waitingRoom");
}

// The sentences of the view of check-in devices.
import type { Keys } from "../../../lib/texts";
import { useTexts, type Translate } from "../../../ui/language";
import type english from "./texts/en.json";

export type DeviceKey = Keys<typeof english>;

export function useDeviceTexts(): Translate<DeviceKey> {
  return useTexts<DeviceKey>("devices");
}

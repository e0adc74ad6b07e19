// What the scanner keeps, sealed: the device with its token, the list, and the scans that wait to be uploaded.
import { openSealed, SealedStore } from "../../lib/sealed-store";
import type { Attendees, KnownDevice, StoredScan } from "./types";

interface Values {
  readonly device: KnownDevice;
  readonly attendees: Attendees;
}

const DATABASE = "turnout-door";

export class DoorStore extends SealedStore<Values, StoredScan> {
  /** Opens what there is; fails where the browser keeps nothing (a private window of some). */
  static async open(name: string = DATABASE): Promise<DoorStore> {
    return new DoorStore(await openSealed(name));
  }
}

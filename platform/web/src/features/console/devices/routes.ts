// Phones and scanners at the door of an event: joined by a QR code, watched, and removed.
import { viewsOf } from "../shell/views";

export const deviceViews = viewsOf(
  "devices",
  import.meta.glob("./texts/*.json"),
  [{ room: "event", path: "checkin/devices", permission: "checkin-devices.manage", load: () => import("./Devices") }],
  { checkin: import.meta.glob("../checkin/texts/*.json") },
);

// An event's certificates of attendance: what they say, and those that were issued.
import { viewsOf } from "../shell/views";

export const certificateViews = viewsOf(
  "certificates",
  import.meta.glob("./texts/*.json"),
  [
    {
      room: "event",
      path: "checkin/certificates",
      permission: "checkin.scan",
      load: () => import("./CertificatesPage"),
    },
  ],
  { money: import.meta.glob("../money/texts/*.json") },
);

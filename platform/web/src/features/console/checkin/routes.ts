// The door of an event: who came in, by which list, and letting people in by name or code.
import { viewsOf } from "../shell/views";

export const checkinViews = viewsOf(
  "checkin",
  import.meta.glob("./texts/*.json"),
  [
    { room: "event", path: "checkin", permission: "checkin.scan", load: () => import("./Checkin") },
    { room: "event", path: "checkin/screen", permission: "checkin.scan", load: () => import("./EntranceScreen") },
    { room: "event", path: "checkin/scans", permission: "checkin.scan", load: () => import("./Scans") },
  ],
  {
    badges: import.meta.glob("../badges/texts/*.json"),
    exports: import.meta.glob("../exports/texts/*.json"),
    dashboard: import.meta.glob("../dashboard/texts/*.json"),
  },
);

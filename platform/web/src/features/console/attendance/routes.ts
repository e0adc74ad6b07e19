// Who came to an event, of those who were expected.
import { viewsOf } from "../shell/views";

export const attendanceViews = viewsOf(
  "attendance",
  import.meta.glob("./texts/*.json"),
  [{ room: "event", path: "checkin/attendance", permission: "checkin.scan", load: () => import("./AttendancePage") }],
  { dashboard: import.meta.glob("../dashboard/texts/*.json") },
);

// Who wants to come to an event whose organizer approves each registration.
import { viewsOf } from "../shell/views";

export const applicationViews = viewsOf(
  "applications",
  import.meta.glob("./texts/*.json"),
  [{ room: "event", path: "applications", permission: "orders.read", load: () => import("./ApplicationList") }],
  {
    orders: import.meta.glob("../orders/texts/*.json"),
  },
);

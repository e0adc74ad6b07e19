// The view of what an event's attendees did.
import { viewsOf } from "../shell/views";

export const engagementViews = viewsOf(
  "engagement",
  import.meta.glob("./texts/*.json"),
  [{ room: "event", path: "engagement", permission: "orders.read", load: () => import("./Engagement") }],
  { dashboard: import.meta.glob("../dashboard/texts/*.json") },
);

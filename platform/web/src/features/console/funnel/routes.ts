// The view of an event's funnel.
import { viewsOf } from "../shell/views";

export const funnelViews = viewsOf(
  "funnel",
  import.meta.glob("./texts/*.json"),
  [{ room: "event", path: "funnel", permission: "orders.read", load: () => import("./Funnel") }],
  { "sales-reports": import.meta.glob("../sales-reports/texts/*.json") },
);

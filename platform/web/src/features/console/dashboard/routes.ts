// The views of figures: of one event, and of all that are announced.
import { viewsOf } from "../shell/views";

export const dashboardViews = viewsOf(
  "dashboard",
  import.meta.glob("./texts/*.json"),
  [
    {
      room: "organization",
      path: "dashboard",
      permission: "orders.read",
      load: () => import("./OrganizationDashboard"),
    },
    { room: "event", path: "dashboard", permission: "orders.read", load: () => import("./EventDashboard") },
  ],
  {
    attendance: import.meta.glob("../attendance/texts/*.json"),
    money: import.meta.glob("../money/texts/*.json"),
    "sales-partners": import.meta.glob("../sales-partners/texts/*.json"),
  },
);

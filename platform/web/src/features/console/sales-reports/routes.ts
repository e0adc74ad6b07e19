// The views of sales reports: of the organization, and of an event.
import { viewsOf } from "../shell/views";

export const salesReportViews = viewsOf(
  "sales-reports",
  import.meta.glob("./texts/*.json"),
  [
    {
      room: "organization",
      path: "sales-reports",
      permission: "orders.read",
      load: () => import("./OrganizationReport"),
    },
    { room: "event", path: "sales-report", permission: "orders.read", load: () => import("./EventReport") },
  ],
  {
    "saved-reports": import.meta.glob("../saved-reports/texts/*.json"),
    dashboard: import.meta.glob("../dashboard/texts/*.json"),
    "sales-partners": import.meta.glob("../sales-partners/texts/*.json"),
  },
);

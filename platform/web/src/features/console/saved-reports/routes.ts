// The view of a report that was shared with one.
import { viewsOf } from "../shell/views";

export const savedReportViews = viewsOf(
  "saved-reports",
  import.meta.glob("./texts/*.json"),
  [
    {
      room: "organization",
      path: "shared-reports/:share",
      permission: "saved-reports.shared",
      load: () => import("./SharedReport"),
    },
  ],
  {
    dashboard: import.meta.glob("../dashboard/texts/*.json"),
    "sales-reports": import.meta.glob("../sales-reports/texts/*.json"),
    "sales-partners": import.meta.glob("../sales-partners/texts/*.json"),
  },
);

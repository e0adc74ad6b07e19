// The views of discounts: those of an event, and those of the whole organization.
import { viewsOf } from "../shell/views";

export const discountViews = viewsOf(
  "discounts",
  import.meta.glob("./texts/*.json"),
  [
    { room: "event", path: "discounts", permission: "discounts.read", load: () => import("./EventDiscounts") },
    {
      room: "organization",
      path: "discounts",
      permission: "discounts.read",
      load: () => import("./OrganizationDiscounts"),
    },
    {
      room: "event",
      path: "discounts/:discount/codes",
      permission: "discounts.read",
      load: () => import("./CodesPage"),
    },
    {
      room: "organization",
      path: "discounts/:discount/codes",
      permission: "discounts.read",
      load: () => import("./CodesPage"),
    },
    {
      room: "event",
      path: "discounts/:discount/report",
      permission: "discounts.read",
      load: () => import("./ReportPage"),
    },
    {
      room: "organization",
      path: "discounts/:discount/report",
      permission: "discounts.read",
      load: () => import("./ReportPage"),
    },
  ],
  { dashboard: import.meta.glob("../dashboard/texts/*.json") },
);

// The view of sales partners.
import { viewsOf } from "../shell/views";

export const partnerViews = viewsOf("sales-partners", import.meta.glob("./texts/*.json"), [
  {
    room: "organization",
    path: "sales-partners",
    permission: "sales_partners.read",
    load: () => import("./SalesPartners"),
  },
]);

// What buyers may do by themselves, what comes back, and in which parts they pay: of an event, and of all of them.
import { viewsOf } from "../shell/views";

export const termsViews = viewsOf("terms", import.meta.glob("./texts/*.json"), [
  { room: "event", path: "terms", permission: "orders.read", load: () => import("./EventTerms") },
  {
    room: "organization",
    path: "settings/terms",
    permission: "orders.read",
    load: () => import("./OrganizationTerms"),
  },
]);

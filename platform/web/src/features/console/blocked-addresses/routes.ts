// The view of an organization's blocked addresses.
import { viewsOf } from "../shell/views";

export const blockedViews = viewsOf("blocked-addresses", import.meta.glob("./texts/*.json"), [
  {
    room: "organization",
    path: "blocked-addresses",
    permission: "blocked_addresses.read",
    load: () => import("./BlockedAddresses"),
  },
]);

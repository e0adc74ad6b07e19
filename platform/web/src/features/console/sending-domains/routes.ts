// The view of the domains from which an organization sends its mails.
import { viewsOf } from "../shell/views";

export const sendingDomainViews = viewsOf("sendingDomains", import.meta.glob("./texts/*.json"), [
  {
    room: "organization",
    path: "sending-domains",
    permission: "sending-domains.read",
    load: () => import("./SendingDomains"),
  },
]);

// The view of what became of an organization's mails.
import { viewsOf } from "../shell/views";

export const deliverabilityViews = viewsOf(
  "deliverability",
  import.meta.glob("./texts/*.json"),
  [
    {
      room: "organization",
      path: "deliverability",
      permission: "sending-domains.read",
      load: () => import("./Deliverability"),
    },
  ],
  {
    dashboard: import.meta.glob("../dashboard/texts/*.json"),
    messages: import.meta.glob("../messages/texts/*.json"),
  },
);

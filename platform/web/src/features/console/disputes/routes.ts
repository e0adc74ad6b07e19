// The view of one dispute; the list of them stands among the views of money.
import { viewsOf } from "../shell/views";

export const disputeViews = viewsOf(
  "disputes",
  import.meta.glob("./texts/*.json"),
  [
    {
      room: "organization",
      path: "money/disputes/:dispute",
      permission: "payments.read",
      load: () => import("./DisputePage"),
    },
  ],
  { money: import.meta.glob("../money/texts/*.json") },
);

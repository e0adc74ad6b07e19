// The views of attendees that come in from a table.
import { viewsOf } from "../shell/views";

export const importViews = viewsOf(
  "imports",
  import.meta.glob("./texts/*.json"),
  [
    { room: "event", path: "attendees/import", permission: "orders.give-away", load: () => import("./ImportList") },
    {
      room: "event",
      path: "attendees/import/:import",
      permission: "orders.give-away",
      load: () => import("./ImportPage"),
    },
  ],
  {
    orders: import.meta.glob("../orders/texts/*.json"),
  },
);

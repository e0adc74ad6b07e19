// Orders of an event that a fraud rule holds until somebody of the team decides.
import { viewsOf } from "../shell/views";

export const reviewViews = viewsOf(
  "reviews",
  import.meta.glob("./texts/*.json"),
  [{ room: "event", path: "reviews", permission: "orders.read", load: () => import("./ReviewList") }],
  { orders: import.meta.glob("../orders/texts/*.json") },
);

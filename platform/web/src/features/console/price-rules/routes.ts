// The view of an event's price rules.
import { viewsOf } from "../shell/views";

export const priceViews = viewsOf("price-rules", import.meta.glob("./texts/*.json"), [
  { room: "event", path: "prices", permission: "price_rules.read", load: () => import("./PriceRules") },
]);

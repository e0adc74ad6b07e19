// The view of the currencies that an event is sold in.
import { viewsOf } from "../shell/views";

export const currencyViews = viewsOf("currencies", import.meta.glob("./texts/*.json"), [
  { room: "event", path: "tickets/currencies", permission: "catalog.read", load: () => import("./Currencies") },
]);

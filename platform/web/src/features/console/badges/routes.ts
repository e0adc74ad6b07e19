// The views of badges: the layouts of an event, the designer of one, and what was printed.
import { viewsOf } from "../shell/views";

export const badgeViews = viewsOf("badges", import.meta.glob("./texts/*.json"), [
  { room: "event", path: "badges", permission: "badges.read", load: () => import("./BadgeLayouts") },
  { room: "event", path: "badges/prints", permission: "badges.read", load: () => import("./BadgePrints") },
  { room: "event", path: "badges/stations", permission: "badges.read", load: () => import("./PrintStations") },
  { room: "event", path: "badges/:layout", permission: "badges.read", load: () => import("./Designer") },
]);

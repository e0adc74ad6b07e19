// The views of events: their list, a new one, and one event at a glance.
import { viewsOf } from "../shell/views";

const CATEGORIES = { categories: import.meta.glob("../categories/texts/*.json") };

export const eventViews = viewsOf(
  "events",
  import.meta.glob("./texts/*.json"),
  [
    { room: "organization", path: "events", permission: "events.read", load: () => import("./EventList") },
    { room: "organization", path: "events/new", permission: "events.write", load: () => import("./NewEventPage") },
    { room: "event", path: "", permission: "events.read", load: () => import("./EventOverview") },
    { room: "event", path: "details", permission: "events.read", load: () => import("./EventDetails") },
    { room: "event", path: "visitors", permission: "events.read", load: () => import("./VisitorView") },
  ],
  CATEGORIES,
);

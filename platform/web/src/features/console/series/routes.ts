// The views of series: events that repeat by a rule, or belong together.
import { viewsOf } from "../shell/views";

export const seriesViews = viewsOf(
  "series",
  import.meta.glob("./texts/*.json"),
  [
    { room: "organization", path: "series", permission: "events.read", load: () => import("./SeriesList") },
    { room: "organization", path: "series/:series", permission: "events.read", load: () => import("./SeriesPage") },
    { room: "organization", path: "series/:series/rule", permission: "events.write", load: () => import("./RulePage") },
    { room: "event", path: "repeat", permission: "events.write", load: () => import("./RepeatPage") },
  ],
  { events: import.meta.glob("../events/texts/*.json") },
);

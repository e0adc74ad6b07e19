// The plan of an event: run of show, tasks, and who supplies what.
import { viewsOf } from "../shell/views";

export const planViews = viewsOf("plan", import.meta.glob("./texts/*.json"), [
  { room: "event", path: "plan", permission: "event-plans.read", load: () => import("./Plan") },
]);

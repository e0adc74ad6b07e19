// The team of an event on site: gates, shifts, and who is in them.
import { viewsOf } from "../shell/views";

export const shiftViews = viewsOf("shifts", import.meta.glob("./texts/*.json"), [
  { room: "event", path: "shifts", permission: "shifts.read", load: () => import("./Shifts") },
]);

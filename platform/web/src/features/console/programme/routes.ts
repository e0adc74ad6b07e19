// The view of an event's programme: sessions on a grid of rooms and times.
import { viewsOf } from "../shell/views";

export const programmeViews = viewsOf("programme", import.meta.glob("./texts/*.json"), [
  { room: "event", path: "programme", permission: "events.read", load: () => import("./Programme") },
]);

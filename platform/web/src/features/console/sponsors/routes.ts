// The view of an event's sponsors and partners.
import { viewsOf } from "../shell/views";

export const sponsorViews = viewsOf("sponsors", import.meta.glob("./texts/*.json"), [
  { room: "event", path: "sponsors", permission: "events.read", load: () => import("./Sponsors") },
]);

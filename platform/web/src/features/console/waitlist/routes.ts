// Who waits for tickets of an event that are sold out.
import { viewsOf } from "../shell/views";

export const waitlistViews = viewsOf("waitlist", import.meta.glob("./texts/*.json"), [
  { room: "event", path: "waitlist", permission: "waitlist.read", load: () => import("./WaitlistPage") },
]);

// Who waits for sessions of an event that are full.
import { viewsOf } from "../shell/views";

export const sessionWaitlistViews = viewsOf("session-waitlist", import.meta.glob("./texts/*.json"), [
  {
    room: "event",
    path: "session-waitlist",
    permission: "waitlist.read",
    load: () => import("./SessionWaitlistPage"),
  },
]);

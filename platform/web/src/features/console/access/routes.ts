// The view of what opens a private event, and of what shows its shop before it sells.
import { viewsOf } from "../shell/views";

export const accessViews = viewsOf("access", import.meta.glob("./texts/*.json"), [
  { room: "event", path: "access", permission: "events.write", load: () => import("./PrivateAccess") },
]);

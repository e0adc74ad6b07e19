// The view of a member's inbox.
import { viewsOf } from "../shell/views";

export const inboxViews = viewsOf("inbox", import.meta.glob("./texts/*.json"), [
  { room: "organization", path: "inbox", permission: "organizations.read", load: () => import("./Inbox") },
]);

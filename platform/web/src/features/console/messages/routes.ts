// What was sent to whom: the log of emails, of an organization and of an event.
import { viewsOf } from "../shell/views";

export const messageViews = viewsOf("messages", import.meta.glob("./texts/*.json"), [
  { room: "organization", path: "messages", permission: "notifications.read", load: () => import("./MailLog") },
  { room: "event", path: "messages", permission: "notifications.read", load: () => import("./MailLog") },
]);

// What was sent to whom: the logs of emails and text messages, of an organization and of an event.
import { viewsOf } from "../shell/views";

export const messageViews = viewsOf("messages", import.meta.glob("./texts/*.json"), [
  { room: "organization", path: "messages", permission: "notifications.read", load: () => import("./MailLog") },
  { room: "event", path: "messages", permission: "notifications.read", load: () => import("./MailLog") },
  { room: "organization", path: "messages/texts", permission: "text_messages.read", load: () => import("./TextLog") },
  { room: "event", path: "messages/texts", permission: "text_messages.read", load: () => import("./TextLog") },
]);

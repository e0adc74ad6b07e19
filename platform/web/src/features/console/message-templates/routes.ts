// The mails that an organization writes itself: all of them, and one of them.
import { viewsOf } from "../shell/views";

export const messageTemplateViews = viewsOf("message-templates", import.meta.glob("./texts/*.json"), [
  {
    room: "organization",
    path: "message-templates",
    permission: "message-templates.read",
    load: () => import("./MessageTemplates"),
  },
  {
    room: "organization",
    path: "message-templates/:template",
    permission: "message-templates.read",
    load: () => import("./MessageTemplatePage"),
  },
  {
    room: "event",
    path: "message-templates",
    permission: "message-templates.read",
    load: () => import("./MessageTemplates"),
  },
]);

// The organization's own fields of events: which there are, and what each may say.
import { viewsOf } from "../shell/views";

export const fieldViews = viewsOf("fields", import.meta.glob("./texts/*.json"), [
  {
    room: "organization",
    path: "settings/event-fields",
    permission: "events.read",
    load: () => import("./EventFields"),
  },
]);

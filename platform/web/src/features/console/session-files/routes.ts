// The files of one session of an event.
import { viewsOf } from "../shell/views";

export const sessionFileViews = viewsOf(
  "session-files",
  import.meta.glob("./texts/*.json"),
  [
    {
      room: "event",
      path: "programme/sessions/:session/files",
      permission: "events.read",
      load: () => import("./SessionFiles"),
    },
  ],
  {
    files: import.meta.glob("../files/texts/*.json"),
    programme: import.meta.glob("../programme/texts/*.json"),
  },
);

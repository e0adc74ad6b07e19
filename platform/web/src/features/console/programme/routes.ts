// The views of an event's programme: sessions on a grid of rooms and times, speakers, and files taken in.
import { viewsOf } from "../shell/views";

export const programmeViews = viewsOf(
  "programme",
  import.meta.glob("./texts/*.json"),
  [
    { room: "event", path: "programme", permission: "events.read", load: () => import("./Programme") },
    {
      room: "event",
      path: "programme/sessions/:session",
      permission: "events.read",
      load: () => import("./SessionPeople"),
    },
    { room: "event", path: "programme/import", permission: "events.write", load: () => import("./ImportProgramme") },
    { room: "event", path: "programme/import/:import", permission: "events.read", load: () => import("./ImportPage") },
    { room: "event", path: "speakers", permission: "events.read", load: () => import("./Speakers") },
  ],
  { "session-files": import.meta.glob("../session-files/texts/*.json") },
);

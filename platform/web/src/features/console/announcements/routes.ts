// Mails that an organizer writes to attendees of an event: all of them, and one of them.
import { viewsOf } from "../shell/views";

export const announcementViews = viewsOf("announcements", import.meta.glob("./texts/*.json"), [
  { room: "event", path: "announcements", permission: "announcements.read", load: () => import("./AnnouncementList") },
  {
    room: "event",
    path: "announcements/new",
    permission: "announcements.send",
    load: () => import("./NewAnnouncement"),
  },
  {
    room: "event",
    path: "announcements/:announcement",
    permission: "announcements.read",
    load: () => import("./AnnouncementPage"),
  },
]);

// Emails to attendees at moments that follow an event: all of them, and one of them.
import { viewsOf } from "../shell/views";

const ANNOUNCEMENTS = { announcements: import.meta.glob("../announcements/texts/*.json") };

export const reminderViews = viewsOf(
  "reminders",
  import.meta.glob("./texts/*.json"),
  [
    { room: "event", path: "reminders", permission: "announcements.read", load: () => import("./ReminderList") },
    { room: "event", path: "reminders/new", permission: "announcements.send", load: () => import("./NewReminder") },
    {
      room: "event",
      path: "reminders/:reminder",
      permission: "announcements.read",
      load: () => import("./ReminderPage"),
    },
  ],
  ANNOUNCEMENTS,
);

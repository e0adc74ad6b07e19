// The places of an organization: venues with their addresses, and their rooms.
import { viewsOf } from "../shell/views";

export const venueViews = viewsOf("venues", import.meta.glob("./texts/*.json"), [
  { room: "organization", path: "settings/venues", permission: "venues.read", load: () => import("./VenueList") },
  {
    room: "organization",
    path: "settings/venues/:venue",
    permission: "venues.read",
    load: () => import("./VenuePage"),
  },
]);

// The help of the console: the how-to pages of organizers.
import { viewsOf } from "../shell/views";

export const helpViews = viewsOf("help", import.meta.glob("./texts/*.json"), [
  { room: "organization", path: "help", permission: null, load: () => import("./HelpIndex") },
  { room: "organization", path: "help/:page", permission: null, load: () => import("./HelpPage") },
]);

// The view of an organization's suppression list.
import { viewsOf } from "../shell/views";

export const suppressionViews = viewsOf("suppressions", import.meta.glob("./texts/*.json"), [
  {
    room: "organization",
    path: "suppressions",
    permission: "suppressions.read",
    load: () => import("./Suppressions"),
  },
]);

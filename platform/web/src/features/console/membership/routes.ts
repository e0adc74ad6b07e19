// A person's own place in an organization: what they may do there, and leaving it.
import { viewsOf } from "../shell/views";

export const membershipViews = viewsOf("membership", import.meta.glob("./texts/*.json"), [
  { room: "organization", path: "settings/membership", permission: null, load: () => import("./Membership") },
]);

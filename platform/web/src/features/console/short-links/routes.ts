// The view of an organization's short links.
import { viewsOf } from "../shell/views";

export const shortLinkViews = viewsOf("short-links", import.meta.glob("./texts/*.json"), [
  { room: "organization", path: "short-links", permission: "short-links.read", load: () => import("./ShortLinks") },
]);

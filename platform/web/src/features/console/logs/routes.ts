// The logs of the platform: what changed, what happened, and the streams that send them on.
import { viewsOf } from "../shell/views";

export const logViews = viewsOf("logs", import.meta.glob("./texts/*.json"), [
  { room: "platform", path: "audit", permission: "platform.audit.read", load: () => import("./PlatformAuditLog") },
  {
    room: "platform",
    path: "security",
    permission: "platform.security-events.read",
    load: () => import("./PlatformSecurityEvents"),
  },
  {
    room: "platform",
    path: "streams",
    permission: "platform.audit-streams.manage",
    load: () => import("./PlatformStreams"),
  },
]);

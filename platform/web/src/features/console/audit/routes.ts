// The views of the audit log, of security events, and of the streams that send both on.
import { viewsOf } from "../shell/views";

export const auditViews = viewsOf("audit", import.meta.glob("./texts/*.json"), [
  { room: "organization", path: "settings/audit", permission: "audit.read", load: () => import("./AuditLog") },
  {
    room: "organization",
    path: "settings/audit/security",
    permission: "security-events.read",
    load: () => import("./SecurityEvents"),
  },
  {
    room: "organization",
    path: "settings/audit/streams",
    permission: "audit-streams.manage",
    load: () => import("./StreamList"),
  },
]);

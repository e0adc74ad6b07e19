// The logs of an organization and of the platform: what changed, what happened, and the streams that send both on.
import { viewsOf } from "../shell/views";

const RECORDS = { records: import.meta.glob("../records/texts/*.json") };

export const logViews = viewsOf(
  "logs",
  import.meta.glob("./texts/*.json"),
  [
    {
      room: "organization",
      path: "settings/audit",
      permission: "audit.read",
      load: () => import("./OrganizationAuditLog"),
    },
    {
      room: "organization",
      path: "settings/audit/security",
      permission: "security-events.read",
      load: () => import("./OrganizationSecurityEvents"),
    },
    {
      room: "organization",
      path: "settings/audit/streams",
      permission: "audit-streams.manage",
      load: () => import("./OrganizationStreams"),
    },
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
  ],
  RECORDS,
);

// The queues of moderators: events to approve, applications for the badge, reports of abuse.
import { viewsOf } from "../shell/views";

const APPROVALS = "platform.event-approvals.read";
const BADGES = "platform.verifications.read";
const REPORTS = "platform.abuse-reports.read";

const BORROWED = {
  categories: import.meta.glob("../categories/texts/*.json"),
  records: import.meta.glob("../records/texts/*.json"),
};

export const moderationViews = viewsOf(
  "platform",
  import.meta.glob("../platform/texts/*.json"),
  [
    { room: "platform", path: "approvals", permission: APPROVALS, load: () => import("./ApprovalList") },
    { room: "platform", path: "approvals/:id", permission: APPROVALS, load: () => import("./ApprovalPage") },
    { room: "platform", path: "badges", permission: BADGES, load: () => import("./BadgeList") },
    { room: "platform", path: "badges/:id", permission: BADGES, load: () => import("./BadgePage") },
    { room: "platform", path: "reports", permission: REPORTS, load: () => import("./ReportList") },
    { room: "platform", path: "reports/:id", permission: REPORTS, load: () => import("./ReportPage") },
  ],
  BORROWED,
);

// The platform's room: customers, money, support, the operators themselves, and how the platform is doing.
import { viewsOf } from "../shell/views";

const MERGE = "platform.users.merge";
const ERASE = "platform.users.erase";
const FIND_ORGANIZATIONS = "platform.organizations.read";
const FIND_USERS = "platform.users.read";

const BORROWED = {
  dashboard: import.meta.glob("../dashboard/texts/*.json"),
  records: import.meta.glob("../records/texts/*.json"),
};

export const platformViews = viewsOf(
  "platform",
  import.meta.glob("./texts/*.json"),
  [
    {
      room: "platform",
      path: "organizations",
      permission: FIND_ORGANIZATIONS,
      load: () => import("./OrganizationList"),
    },
    {
      room: "platform",
      path: "organizations/:id",
      permission: FIND_ORGANIZATIONS,
      load: () => import("./OrganizationPage"),
    },
    { room: "platform", path: "users", permission: FIND_USERS, load: () => import("./UserList") },
    { room: "platform", path: "users/:id", permission: FIND_USERS, load: () => import("./UserPage") },
    { room: "platform", path: "users/:id/merge", permission: MERGE, load: () => import("./MergeUsers") },
    { room: "platform", path: "merges", permission: MERGE, load: () => import("./MergeList") },
    { room: "platform", path: "merges/:id", permission: MERGE, load: () => import("./MergePage") },
    { room: "platform", path: "erasures", permission: ERASE, load: () => import("./ErasureList") },
    { room: "platform", path: "erasures/:id", permission: ERASE, load: () => import("./ErasurePage") },
    { room: "platform", path: "payments", permission: "platform.payments.read", load: () => import("./PaymentSearch") },
    {
      room: "platform",
      path: "support",
      permission: "platform.organizations.enter",
      load: () => import("./SupportAccessList"),
    },
    { room: "platform", path: "health", permission: "platform.health.read", load: () => import("./HealthPage") },
    {
      room: "platform",
      path: "statistics",
      permission: "platform.statistics.read",
      load: () => import("./StatisticsPage"),
    },
    {
      room: "platform",
      path: "operators",
      permission: "platform.operators.manage",
      load: () => import("./OperatorList"),
    },
    { room: "platform", path: "tokens", permission: "platform.tokens.create", load: () => import("./TokenList") },
  ],
  BORROWED,
);

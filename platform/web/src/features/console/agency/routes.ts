// Who acts for whom: an agency's clients, their figures, who works where; and the agencies of an organization.
import { viewsOf } from "../shell/views";

export const agencyViews = viewsOf(
  "agency",
  import.meta.glob("./texts/*.json"),
  [
    { room: "organization", path: "clients", permission: "members.read", load: () => import("./Clients") },
    { room: "organization", path: "clients/overview", permission: "members.read", load: () => import("./Overview") },
    { room: "organization", path: "clients/team", permission: "members.read", load: () => import("./ClientTeam") },
    {
      room: "organization",
      path: "clients/templates",
      permission: "template-shares.manage",
      load: () => import("./Templates"),
    },
    {
      room: "event",
      path: "shared-figures",
      permission: "figure-shares.manage",
      load: () => import("./SharedFigures"),
    },
    { room: "organization", path: "settings/agencies", permission: "members.read", load: () => import("./Agencies") },
    {
      room: "organization",
      path: "settings/handover",
      permission: "organizations.own",
      load: () => import("./Handover"),
    },
  ],
  {
    dashboard: import.meta.glob("../dashboard/texts/*.json"),
  },
);

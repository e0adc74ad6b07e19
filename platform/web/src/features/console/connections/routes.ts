// The views of connections: how an organization is paid, and what else works for it.
import { viewsOf } from "../shell/views";

const READ = "connections.read";
const EDIT = "connections.edit";

export const connectionViews = viewsOf("connections", import.meta.glob("./texts/*.json"), [
  { room: "organization", path: "settings/connections", permission: READ, load: () => import("./ConnectionList") },
  { room: "organization", path: "settings/connections/new", permission: EDIT, load: () => import("./ChooseAdapter") },
  {
    room: "organization",
    path: "settings/connections/new/:kind/:adapter",
    permission: EDIT,
    load: () => import("./NewConnection"),
  },
  {
    room: "organization",
    path: "settings/connections/:connection",
    permission: READ,
    load: () => import("./ConnectionPage"),
  },
]);

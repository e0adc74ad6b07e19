// The files of an organization, and those that an event gives to whom.
import { viewsOf } from "../shell/views";

export const fileViews = viewsOf("files", import.meta.glob("./texts/*.json"), [
  { room: "organization", path: "files", permission: "files.read", load: () => import("./FileLibrary") },
  { room: "event", path: "files", permission: "files.read", load: () => import("./EventFiles") },
]);

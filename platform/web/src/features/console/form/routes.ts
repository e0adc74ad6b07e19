// The view of what an event asks of those who register.
import { viewsOf } from "../shell/views";

export const formViews = viewsOf("form", import.meta.glob("./texts/*.json"), [
  { room: "event", path: "form", permission: "catalog.read", load: () => import("./FormBuilder") },
]);

// The view in which several ticket types are changed at once.
import { viewsOf } from "../shell/views";

export const bulkEditViews = viewsOf("bulk-edits", import.meta.glob("./texts/*.json"), [
  { room: "event", path: "tickets/bulk-edit", permission: "catalog.edit", load: () => import("./BulkEditPage") },
]);

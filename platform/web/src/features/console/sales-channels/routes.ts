// The view of an event's sales channels.
import { viewsOf } from "../shell/views";

export const channelViews = viewsOf("sales-channels", import.meta.glob("./texts/*.json"), [
  { room: "event", path: "channels", permission: "inventory.read", load: () => import("./SalesChannels") },
]);

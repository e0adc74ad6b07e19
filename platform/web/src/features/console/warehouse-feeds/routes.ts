// The view of warehouse feeds: tables that go as Parquet into a store of the organization's.
import { viewsOf } from "../shell/views";

export const warehouseViews = viewsOf("warehouse-feeds", import.meta.glob("./texts/*.json"), [
  {
    room: "organization",
    path: "settings/warehouse-feeds",
    permission: "connections.read",
    load: () => import("./WarehouseFeeds"),
  },
]);

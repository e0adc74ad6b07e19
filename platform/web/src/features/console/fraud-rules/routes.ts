// The view of an event's fraud rules.
import { viewsOf } from "../shell/views";

export const fraudViews = viewsOf("fraud-rules", import.meta.glob("./texts/*.json"), [
  { room: "event", path: "fraud-rules", permission: "fraud_rules.read", load: () => import("./FraudRules") },
]);

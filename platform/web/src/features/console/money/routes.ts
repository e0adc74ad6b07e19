// The views of money: payments and disputes, each with its provider, order and books.
import { viewsOf } from "../shell/views";

const READ = "payments.read";

export const moneyViews = viewsOf("money", import.meta.glob("./texts/*.json"), [
  { room: "organization", path: "money", permission: READ, load: () => import("./PaymentList") },
  { room: "organization", path: "money/payments/:payment", permission: READ, load: () => import("./PaymentPage") },
  { room: "organization", path: "money/disputes", permission: READ, load: () => import("./DisputeList") },
]);

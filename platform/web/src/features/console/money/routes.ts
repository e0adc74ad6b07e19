// The views of money: payments, disputes, payouts and what keeps the books right.
import { viewsOf } from "../shell/views";

const READ = "payments.read";
const BOOKS = "accounting.read";
const BANK = "accounting.import";
const INVOICES = "invoices.read";

export const moneyViews = viewsOf(
  "money",
  import.meta.glob("./texts/*.json"),
  [
    { room: "organization", path: "money", permission: READ, load: () => import("./PaymentList") },
    { room: "organization", path: "money/payments/:payment", permission: READ, load: () => import("./PaymentPage") },
    { room: "organization", path: "money/disputes", permission: READ, load: () => import("./DisputeList") },
    { room: "organization", path: "money/payouts", permission: BOOKS, load: () => import("./PayoutList") },
    { room: "organization", path: "money/payouts/:payout", permission: BOOKS, load: () => import("./PayoutPage") },
    { room: "organization", path: "money/reconciliation", permission: BOOKS, load: () => import("./Reconciliation") },
    { room: "organization", path: "money/invoices", permission: INVOICES, load: () => import("./InvoiceList") },
    { room: "organization", path: "settings/taxes", permission: INVOICES, load: () => import("./SellerPage") },
    { room: "organization", path: "money/reports", permission: READ, load: () => import("./Reports") },
    { room: "organization", path: "money/statements", permission: BANK, load: () => import("./Statements") },
  ],
  { exports: import.meta.glob("../exports/texts/*.json") },
);

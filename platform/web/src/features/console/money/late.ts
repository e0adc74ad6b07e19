// Parts of money that stand in other views, with their texts.
import { lazyWithTexts } from "../shell/views";
import type { OrderBillingProps } from "./OrderBilling";

export const OrderBilling = lazyWithTexts<OrderBillingProps>(
  "money",
  import.meta.glob("./texts/*.json"),
  () => import("./OrderBilling"),
);

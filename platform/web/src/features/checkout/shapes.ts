// The API's answers as its document describes them. What an answer always holds the document calls
// optional, so the fields that we read are named here, once; a field that is renamed there fails to compile.
import type { Schemas } from "../../api/client";

type Whole<T> = T extends readonly (infer U)[]
  ? readonly Whole<U>[]
  : T extends object
    ? { readonly [K in keyof T]-?: Whole<T[K]> }
    : T;
type Some<T, K extends keyof T> = { readonly [F in K]-?: Whole<NonNullable<T[F]>> | Extract<T[F], null> };

type OrderState =
  "held" | "awaiting_approval" | "awaiting_payment" | "under_review" | "confirmed" | "expired" | "cancelled";
type OrderFields =
  "id" | "number" | "expires_at" | "total_minor" | "paid_minor" | "currency" | "buyer_name" | "buyer_email";

/** A line of an order: what was asked for, and in answers what it costs. */
export type Line = Some<Schemas["OrdersOrderLine"], "ticket_type_id" | "quantity"> &
  Partial<
    Some<Schemas["OrdersOrderLine"], "name" | "unit_minor" | "gross_minor" | "tax_minor" | "tax_rate_bp" | "seats">
  > & { readonly amount_minor?: number };

export type Attendee = Some<Schemas["OrdersOrderAttendee"], "ticket_type_id" | "name"> & {
  readonly answers?: Readonly<Record<string, unknown>>;
};

export type Order = Some<Schemas["OrdersOrder"], OrderFields> & {
  readonly state: OrderState;
  readonly lines: readonly Line[];
  readonly attendees: readonly Attendee[];
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly accepted_terms?: NonNullable<Schemas["OrdersOrder"]["accepted_terms"]> | null;
  /** Only in the answer that holds the tickets. */
  readonly secret?: string;
};

export type PayMethod = Whole<Schemas["OrdersPaymentMethod"]>;
export type PlanOffer = Whole<Schemas["OrdersPlanOffer"]>;
export type NextAction = Pick<Schemas["OrdersNextAction"], "client_token" | "client_options" | "redirect_url"> &
  Some<Schemas["OrdersNextAction"], "flow">;
export type Started = Some<Schemas["OrdersPaymentStarted"], "state" | "redirect_url"> & {
  readonly next_action: NextAction | null;
};
export type Ways = Some<Schemas["OrdersWaysToPay"], "currency" | "due_minor" | "left_minor" | "plan_id"> & {
  readonly items: readonly PayMethod[];
  readonly plans: readonly PlanOffer[];
  /** The payment that is open now. */
  readonly under_way:
    (Some<Schemas["OrdersPaymentStarted"], "amount_minor"> & { readonly next_action: NextAction | null }) | null;
};

/** What comes back when a buyer cancels. */
export type BuyerTerms = Some<Schemas["OrdersBuyerTerms"], "refund" | "tiers" | "fee_minor" | "fee_currency">;

/** Whom an order is billed to; every line may be empty but a name of some sort. */
export type Billing = Some<
  Schemas["InvoicesBilling"],
  "company" | "name" | "street" | "postal_code" | "city" | "country" | "tax_id" | "reference"
>;

/** An entry of the list of offers. */
export type ShopItem = Some<
  Schemas["InventoryShopItem"],
  | "id"
  | "name"
  | "description"
  | "benefits"
  | "price_minor"
  | "minimum_price_minor"
  | "currency"
  | "minimum_per_order"
  | "maximum_per_order"
  | "maximum_per_ticket"
  | "add_on_to"
  | "admits_to"
  | "seats"
  | "left"
  | "is_available"
  | "why_not"
  | "kind"
  | "sold_as"
>;

/** A file that the server has. */
export type Sent = Some<Schemas["OrdersSentFile"], "id" | "name">;

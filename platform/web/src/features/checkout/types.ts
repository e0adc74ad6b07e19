// The API's answers as its document describes them. What an answer always holds the document calls
// optional, so the fields that we read are named here, once; a field that is renamed there fails to compile.
import type { Schemas } from "../../api/client";

type Complete<T> = T extends readonly (infer U)[]
  ? readonly Complete<U>[]
  : T extends object
    ? { readonly [K in keyof T]-?: Complete<T[K]> }
    : T;
type Fields<T, K extends keyof T> = { readonly [F in K]-?: Complete<NonNullable<T[F]>> | Extract<T[F], null> };

type OrderState =
  "held" | "awaiting_approval" | "awaiting_payment" | "under_review" | "confirmed" | "expired" | "cancelled";
type OrderFields =
  "id" | "number" | "expires_at" | "total_minor" | "paid_minor" | "currency" | "buyer_name" | "buyer_email";

/** A line of an order: what was asked for, and in answers what it costs. */
export type Line = Fields<Schemas["OrdersOrderLine"], "ticket_type_id" | "quantity"> &
  Partial<
    Fields<
      Schemas["OrdersOrderLine"],
      "name" | "unit_minor" | "net_minor" | "gross_minor" | "tax_minor" | "tax_rate_bp" | "seats" | "discount_minor"
    >
  > & {
    readonly amount_minor?: number;
    /** How price rules made the price. */
    readonly price_rule?: Fields<Schemas["OrdersLinePriceRule"], "name" | "list_minor"> | null;
  };

export type Attendee = Fields<Schemas["OrdersOrderAttendee"], "ticket_type_id" | "name"> & {
  readonly answers?: Readonly<Record<string, unknown>>;
};

export type Order = Fields<Schemas["OrdersOrder"], OrderFields> & {
  readonly state: OrderState;
  readonly lines: readonly Line[];
  readonly attendees: readonly Attendee[];
  readonly answers?: Readonly<Record<string, unknown>>;
  /** The organizer approves or denies it before it is paid or confirmed. */
  readonly needs_approval?: boolean;
  readonly approved_at?: string | null;
  /** The discount codes that it used. */
  readonly discounts?: readonly Fields<Schemas["OrdersOrderDiscount"], "code" | "amount_minor">[];
  readonly accepted_terms?: NonNullable<Schemas["OrdersOrder"]["accepted_terms"]> | null;
  /** Only in the answer that holds the tickets. */
  readonly secret?: string;
};

export type PaymentMethod = Complete<Schemas["OrdersPaymentMethod"]>;
export type PlanOffer = Complete<Schemas["OrdersPlanOffer"]>;
export type NextAction = Fields<
  Schemas["OrdersNextAction"],
  "flow" | "client_token" | "client_options" | "redirect_url"
>;
export type StartedPayment = Fields<Schemas["OrdersPaymentStarted"], "state" | "redirect_url"> & {
  readonly next_action: NextAction | null;
};
export type PaymentOptions = Fields<Schemas["OrdersWaysToPay"], "currency" | "due_minor" | "left_minor" | "plan_id"> & {
  readonly items: readonly PaymentMethod[];
  readonly plans: readonly PlanOffer[];
  /** The payment that is open now. */
  readonly under_way:
    (Fields<Schemas["OrdersPaymentStarted"], "amount_minor"> & { readonly next_action: NextAction | null }) | null;
};

/** What comes back when a buyer cancels. */
export type BuyerTerms = Fields<Schemas["OrdersBuyerTerms"], "refund" | "tiers" | "fee_minor" | "fee_currency">;

/** Whom an order is billed to; every line may be empty but a name of some sort. */
export type Billing = Fields<
  Schemas["InvoicesBilling"],
  "company" | "name" | "street" | "postal_code" | "city" | "country" | "tax_id" | "reference"
>;

/** An entry of the list of offers. */
export type ShopItem = Fields<
  Schemas["InventoryShopItem"],
  | "id"
  | "name"
  | "description"
  | "benefits"
  | "needs_approval"
  | "price_minor"
  | "tax_rate_bp"
  | "excludes_tax"
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
> & { readonly pricing: Complete<Schemas["InventoryOfferPrice"]> | null };

/** What discount codes do, before anything is ordered. */
export interface CheckedCodes {
  readonly codes: readonly Fields<
    Schemas["DiscountsCheckedCode"],
    "code" | "percent_bp" | "amount_minor" | "currency"
  >[];
  readonly prices: readonly Complete<Schemas["DiscountsDiscountedPrice"]>[];
  readonly opened: readonly ShopItem[];
}

/** What ticket types cost a buyer. */
export interface BuyerPrices {
  readonly prices: readonly {
    readonly ticket_type_id: string;
    readonly pricing: Complete<Schemas["InventoryOfferPrice"]>;
  }[];
}

/** What a buyer would agree to about text messages, and whether they did. */
export type TextConsent = Fields<Schemas["TextConsent"], "is_offered" | "is_given" | "phone" | "statement" | "wording">;

/** A file that the server has. */
export type UploadedFile = Fields<Schemas["OrdersSentFile"], "id" | "name">;

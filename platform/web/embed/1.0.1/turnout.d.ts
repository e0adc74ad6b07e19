// Types of turnout.mjs, for those who build their pages with TypeScript.

/** `<turnout-checkout event="organization/event">` */
export declare class TurnoutCheckout extends HTMLElement {
  /** Opens the checkout in a dialog, also where it stands inside the page. */
  open(): void;
}

/** `<turnout-events organization="organization">` */
export declare class TurnoutEvents extends HTMLElement {}

export interface OpenOptions {
  /** `organization/event`, as their page's address names them. */
  readonly event: string;
  readonly lang?: string;
  readonly theme?: "light" | "dark" | "contrast";
  /** A discount code, or the code of a private event. */
  readonly code?: string;
  /** A hidden ticket type. */
  readonly ticket?: string;
  /** A sales partner's code. */
  readonly partner?: string;
  /** Where the platform is, if not where the script came from. */
  readonly host?: string;
}

/** Opens the checkout of an event over the page; the element that tells what happens is the answer. */
export declare function openCheckout(options: OpenOptions): TurnoutCheckout;

export interface OrderPlaced {
  /** The event's id. */
  readonly event: string;
  readonly state: "confirmed" | "awaiting_payment" | "awaiting_approval" | "under_review";
  readonly tickets: number;
  /** In the currency's smallest unit. */
  readonly totalMinor: number;
  readonly currency: string;
}

declare global {
  interface HTMLElementTagNameMap {
    "turnout-checkout": TurnoutCheckout;
    "turnout-events": TurnoutEvents;
  }
  interface GlobalEventHandlersEventMap {
    "turnout:ready": CustomEvent<Record<string, never>>;
    "turnout:step": CustomEvent<{ readonly step: "tickets" | "attendees" | "payment" }>;
    "turnout:order-placed": CustomEvent<OrderPlaced>;
    "turnout:failed": CustomEvent<Record<string, never>>;
    "turnout:closed": CustomEvent<Record<string, never>>;
  }
}

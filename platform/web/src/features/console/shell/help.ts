// Which how-to pages the console has; `docs/how-to/<name>.md` is what they say.

export const HELP_PAGES = [
  "look-after-an-organization",
  "run-an-event",
  "check-in-devices",
  "attendance",
  "sales-reports",
  "funnel",
  "engagement",
  "check-in-lists",
  "badges",
  "print-badges-at-the-entrance",
  "session-files",
  "event-details-and-lifecycle",
  "recurring-events",
  "sell-tickets-in-the-console",
  "sell-in-several-currencies",
  "price-rules",
  "discounts",
  "sales-channels",
  "embed-the-checkout",
  "short-links",
  "waitlist",
  "inbox",
  "announcements",
  "reminders",
  "message-templates",
  "email-providers",
  "send-from-your-domain",
  "text-messages",
  "waiting-room",
  "fraud-rules",
  "registration-forms",
  "arrange-the-programme",
  "speakers-and-sponsors",
  "certificates-of-attendance",
  "lead-retrieval",
  "change-notices-and-invitations",
  "work-with-orders",
  "feed-a-data-warehouse",
  "cancellation-and-transfers",
  "payment-options-and-plans",
  "take-payments",
  "reconcile",
  "send-invoices",
  "plan-shifts",
  "plan-an-event",
  "share-figures",
  "brand-your-pages",
  "give-roles",
  "use-api-tokens",
  "work-for-clients",
  "hand-over-an-organization",
] as const;

export type HelpName = (typeof HELP_PAGES)[number];

export function helpPath(name: HelpName): string {
  return `help/${name}`;
}

/** The page that a name means; null for none of the console's. */
export function helpOf(name: string | undefined): HelpName | null {
  return HELP_PAGES.find((each) => each === name) ?? null;
}

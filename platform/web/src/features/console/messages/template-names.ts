// What kinds of mails are called in lists and reports.
import { useMessageTexts, type MessageKey } from "./texts";

/** Those that have a name of their own; the rest are notices about accounts and organizations. */
const NAMED = new Set<string>([
  "order-confirmed",
  "order-cancelled",
  "order-refunded",
  "order-how-to-pay",
  "order-under-review",
  "order-declined",
  "order-application-sent",
  "order-application-approved",
  "order-application-denied",
  "order-application-lapsed",
  "order-part-paid",
  "order-part-due",
  "order-lapsed",
  "order-event-changed",
  "order-tickets-returned",
  "order-tickets-moved",
  "order-email-corrected",
  "ticket-offered",
  "ticket-yours",
  "ticket-passed-on",
  "certificate-ready",
  "ticket-changed",
  "waitlist-joined",
  "waitlist-offered",
  "waitlist-last-chance",
  "waitlist-passed-on",
  "waitlist-session-offered",
  "waitlist-session-last-chance",
  "waitlist-session-passed-on",
  "waitlist-session-given",
  "session-news",
  "event-news",
  "new-events",
  "event-invitation",
  "announcement",
  "invitation",
]);

export function useTemplateName(): (template: string) => string {
  const t = useMessageTexts();
  return (template) => t(NAMED.has(template) ? (`template.${template}` as MessageKey) : "template.other");
}

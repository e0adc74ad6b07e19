"""What kinds of mail are called in the file of the report, as on screen."""

from typing import Final


def _(text: str) -> str:
    """Marks a text for the catalogues."""
    return text


KINDS: Final = {
    "order-confirmed": _("Tickets"),
    "order-cancelled": _("Order cancelled"),
    "order-refunded": _("Refund"),
    "order-how-to-pay": _("How to pay"),
    "order-to-pay": _("Please pay for your tickets"),
    "order-under-review": _("Order under review"),
    "order-declined": _("Order declined"),
    "order-application-sent": _("Application received"),
    "order-application-approved": _("Application approved"),
    "order-application-denied": _("Application denied"),
    "order-application-lapsed": _("Application lapsed"),
    "order-part-paid": _("Instalment received"),
    "order-part-due": _("Instalment due"),
    "order-lapsed": _("Order lapsed"),
    "order-event-changed": _("Event changed"),
    "order-tickets-returned": _("Tickets returned"),
    "order-tickets-moved": _("Tickets moved"),
    "order-email-corrected": _("Address corrected"),
    "ticket-offered": _("Ticket offered"),
    "ticket-yours": _("Ticket accepted"),
    "ticket-passed-on": _("Ticket passed on"),
    "certificate-ready": _("Certificate of attendance"),
    "ticket-changed": _("Ticket changed"),
    "waitlist-joined": _("Waitlist joined"),
    "waitlist-offered": _("Waitlist offer"),
    "waitlist-last-chance": _("Waitlist offer ends soon"),
    "waitlist-passed-on": _("Waitlist offer passed on"),
    "waitlist-session-offered": _("Session place offered"),
    "waitlist-session-last-chance": _("Session place: offer ends soon"),
    "waitlist-session-passed-on": _("Session place passed on"),
    "waitlist-session-given": _("Session place given"),
    "session-news": _("Session news"),
    "event-news": _("Event news"),
    "new-events": _("New events"),
    "announcement": _("Announcement"),
    "event-invitation": _("Invitation to the event"),
    "invitation": _("Invitation to the team"),
}
OTHER: Final = _("Notice")

"""Refusals of what people do with their tickets, in the words and the language of the page."""

from typing import Final

from turnout.kernel.errors import TurnoutError
from turnout.site.l10n.i18n import _, marked

BY_CODE: Final = {
    "events.session-full": marked(
        "All places are taken. One may come back when somebody signs off."
    ),
    "events.registration-closed": marked("Sign-up is closed."),
    "events.session-without-registration": marked(
        "This session was cancelled, or needs no sign-up any more."
    ),
    "session-waitlist.closed": marked("There is no waitlist for this session."),
    "session-waitlist.places-left": marked("There are places left. Please sign up."),
    "session-waitlist.has-place": marked("This ticket has a place already."),
    "session-waitlist.offer-over": marked(
        "This place is not reserved for you any more. It went to the next person."
    ),
    "events.not-your-ticket": marked("This ticket is not valid any more."),
    "orders.offered-already": marked(
        "This ticket is offered to somebody already. Take that offer back first."
    ),
    "orders.not-offered": marked("This ticket is offered to nobody any more."),
    "orders.transfer-over": marked("This offer is over."),
    "orders.ticket-gone": marked("This ticket is no longer valid."),
    "orders.ticket-passed-on": marked(
        "This ticket was passed on. Only who has it now can do that."
    ),
    "orders.already-inside": marked("Somebody came in with this ticket already."),
    "orders.transfers-closed": marked("Tickets cannot be passed on any more."),
    "orders.changes-closed": marked("Names and answers cannot be changed any more."),
    "orders.too-many-offers": marked(
        "Tickets of this order were offered too often today. Please try again tomorrow."
    ),
    "orders.amount-changed": marked(
        "The refund has changed since you saw it. Please check it again."
    ),
    "orders.not-refundable": marked(
        "This cannot be refunded automatically. Please contact the organizer."
    ),
    "orders.not-returnable": marked(
        "This cannot be cancelled here. Please write to the organizer."
    ),
}
NOT_RETURNABLE: Final = {
    "state": marked("This order cannot be cancelled here. Please write to the organizer."),
    "begun": marked("The event has begun, so tickets cannot be cancelled any more."),
    "inside": marked("Somebody came in with this ticket already."),
    "passed-on": marked("This ticket was passed on. Only who has it now can do that."),
    "nothing-left": marked("There is nothing left that you could cancel."),
    "no-refund": marked(
        "The organizer's terms give no refund for it. You can pass the ticket on instead, or"
        " contact the organizer."
    ),
}


def error_text(refused: TurnoutError) -> str:
    """The refusal in words for a person."""
    reason = refused.details.get("reason")
    if refused.code == "orders.not-returnable" and reason in NOT_RETURNABLE:
        return _(NOT_RETURNABLE[reason])
    return _(BY_CODE[refused.code]) if refused.code in BY_CODE else str(refused)


def why_not(reason: str | None) -> str:
    """Why something cannot be given back; empty where it can."""
    return _(NOT_RETURNABLE[reason]) if reason else ""

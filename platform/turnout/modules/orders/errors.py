"""Refusals of orders."""

from turnout.kernel.errors import Conflict, FieldError, Forbidden, Gone, Invalid, NotFound, TooLarge


class OrderNotFound(NotFound):
    code = "orders.no-such-order"
    title = "This order does not exist"


class EventNotFound(NotFound):
    """Nor does a visitor hear of drafts, or of private events without their code."""

    code = "orders.no-such-event"
    title = "This event does not exist"


class NotOnSale(Conflict):
    """The event does not sell now."""

    code = "orders.not-on-sale"
    title = "Tickets for this event are not on sale"


class OrderLapsed(Gone):
    code = "orders.lapsed"
    title = "The time for this order has run out; please start again"


class NothingToPay(Conflict):
    code = "orders.nothing-to-pay"
    title = "This order needs no payment"


class Incomplete(Conflict):
    """`missing` points to the answers that the event still asks for."""

    code = "orders.incomplete"
    title = "Some attendees or answers are still missing"


class TermsNotAccepted(Invalid):
    """`terms` and `privacy` are the versions that are in force and have to be shown."""

    code = "orders.terms-not-accepted"
    title = "Please agree to the organizer's terms"

    def __init__(self, terms: int, privacy: int | None) -> None:
        says = "Please agree to the terms of service."
        wrong = FieldError("/accepted_terms", says, "required")
        super().__init__(wrong, terms=terms, privacy=privacy)


class TermsChanged(Invalid):
    """The buyer saw another version; `terms` and `privacy` are those in force now."""

    code = "orders.terms-changed"
    title = "The organizer's terms have changed meanwhile"

    def __init__(self, terms: int, privacy: int | None) -> None:
        says = f"Version {terms} of the terms is in force now; please read it and agree again."
        wrong = FieldError("/accepted_terms", says, "outdated")
        super().__init__(wrong, terms=terms, privacy=privacy)


class ApprovalFirst(Conflict):
    """It is sent to the organizer once it is complete; paying follows their yes."""

    code = "orders.approval-first"
    title = "The organizer approves this order before it is paid"


class NoPaymentMethod(Conflict):
    code = "orders.no-payment-method"
    title = "The organizer has not set up payments in this currency"


class NotRefundable(Conflict):
    code = "orders.not-refundable"
    title = "That much cannot be refunded"


class RefundPreviewOutdated(Conflict):
    """`changed` names what is not as the preview saw it."""

    code = "orders.refund-preview-outdated"
    title = "The order has changed since this refund was previewed; look at it again"


class ReturnNotFound(NotFound):
    code = "orders.no-such-return"
    title = "These tickets were not given back"


class RefundFirst(Conflict):
    code = "orders.refund-first"
    title = "This order was paid; refund it instead of cancelling it"


class PaymentUnderWay(Conflict):
    """Another payment could mean paying twice."""

    code = "orders.payment-under-way"
    title = "A payment for this order is being processed; please wait for its result"


class PlanInForce(Conflict):
    code = "orders.plan-in-force"
    title = "This order is paid by the plan that was agreed on"


class NotWaiting(Conflict):
    code = "orders.not-waiting"
    title = "This order does not wait for a decision"


class ReviewFirst(Conflict):
    code = "orders.review-first"
    title = "This order is held for review; approve or refuse it there"


class PlanNotFound(NotFound):
    code = "orders.no-such-plan"
    title = "This payment plan does not exist"


class PlanInUse(Conflict):
    code = "orders.plan-in-use"
    title = "Orders were placed by this plan; switch it off instead of deleting it"


class NothingToReturn(Conflict):
    code = "orders.nothing-to-return"
    title = "Buyers of this event were not asked whether they want a refund"


class FileNotFound(NotFound):
    code = "orders.no-such-file"
    title = "No such file was sent for this order"


class FileTooLarge(TooLarge):
    code = "orders.file-too-large"
    title = "This file is larger than we take"


class NoFileAsked(Conflict):
    code = "orders.no-file-asked"
    title = "This event asks for no file"


class TooManyFiles(Conflict):
    code = "orders.too-many-files"
    title = "So many files cannot be sent for one order"


class FileInAnswer(Conflict):
    code = "orders.file-in-answer"
    title = "An answer still names this file; change the answer first"


class AttendeeNotFound(NotFound):
    code = "orders.no-such-attendee"
    title = "This attendee does not exist"


class TicketGone(Conflict):
    code = "orders.ticket-gone"
    title = "This ticket is not valid any more"


class TicketPassedOn(Conflict):
    """Who bought it has no say in it any more; the money is still theirs."""

    code = "orders.ticket-passed-on"
    title = "This ticket was passed on; only who holds it now can do that"


class AddressUnconfirmed(Forbidden):
    """`most` free orders of an event go to an address in a day, unless its owner is signed in."""

    code = "orders.address-unconfirmed"
    title = "This address has many tickets by now; sign in with it to order more"


class AlreadyInside(Conflict):
    code = "orders.already-inside"
    title = "Somebody came in with this ticket already"


class EmailNotCorrectable(Conflict):
    """Until it is confirmed, its buyer is changed with the order itself; an ended one stays."""

    code = "orders.email-not-correctable"
    title = "Only a confirmed order's email address can be corrected"


class ChangesClosed(Conflict):
    code = "orders.changes-closed"
    title = "Names and answers cannot be changed any more; please write to the organizer"


class NotReturnable(Conflict):
    """`reason`: begun, inside, passed-on, nothing-left, no-refund or state."""

    code = "orders.not-returnable"
    title = "This cannot be cancelled here; please write to the organizer"


class AmountChanged(Conflict):
    """`amount_minor` comes back now; the buyer saw another amount."""

    code = "orders.amount-changed"
    title = "The refund has changed since you saw it; please check it again"

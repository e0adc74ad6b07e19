"""Refusals of a purchase."""

from turnout.kernel.errors import Conflict, Gone, NotFound


class NoSuchOrder(NotFound):
    code = "orders.no-such-order"
    title = "This order does not exist"


class NotOnSale(Conflict):
    """The event does not sell now, or does not exist for the public."""

    code = "orders.not-on-sale"
    title = "Tickets for this event are not on sale"


class OrderLapsed(Gone):
    code = "orders.lapsed"
    title = "The time for this order has run out; please start again"


class NothingToPay(Conflict):
    code = "orders.nothing-to-pay"
    title = "This order needs no payment"


class Incomplete(Conflict):
    code = "orders.incomplete"
    title = "Some attendees are still missing"


class NoPaymentMethod(Conflict):
    code = "orders.no-payment-method"
    title = "The organizer has not set up a way to pay in this currency"


class NotRefundable(Conflict):
    code = "orders.not-refundable"
    title = "That much cannot be refunded"


class RefundFirst(Conflict):
    code = "orders.refund-first"
    title = "This order was paid; refund it instead of cancelling it"

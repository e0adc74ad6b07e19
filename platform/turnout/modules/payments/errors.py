"""Refusals of payments."""

from turnout.kernel.errors import Conflict, NotFound, TurnoutError


class NoSuchPayment(NotFound):
    code = "payments.no-such-payment"
    title = "This payment does not exist"


class NoSuchDelivery(NotFound):
    code = "payments.no-such-delivery"
    title = "This delivery does not exist"


class NoWebhooks(NotFound):
    code = "payments.no-webhooks"
    title = "This connection takes no webhooks"


class UntrustedDelivery(TurnoutError):
    """The delivery does not prove that the provider sent it for this connection."""

    status = 400
    code = "payments.untrusted-delivery"
    title = "This delivery is not signed by the provider of this connection"


class TooMuchToRefund(Conflict):
    code = "payments.too-much-to-refund"
    title = "That is more than is left to refund"


class RefundKeyReused(Conflict):
    code = "payments.refund-key-reused"
    title = "Another refund of this payment has this key"


class Disputed(Conflict):
    code = "payments.disputed"
    title = "This payment is disputed; its money is with the buyer's bank"

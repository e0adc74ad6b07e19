"""Refusals of payments."""

from turnout.kernel.errors import Conflict, NotFound, TurnoutError


class PaymentNotFound(NotFound):
    code = "payments.no-such-payment"
    title = "This payment does not exist"


class DeliveryNotFound(NotFound):
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


class MethodNotOffered(Conflict):
    code = "payments.method-not-offered"
    title = "This amount cannot be paid this way here"


class NotAuthorized(Conflict):
    code = "payments.not-authorized"
    title = "Nothing is authorized that could be collected or let go"


class TooMuchToCapture(Conflict):
    code = "payments.too-much-to-capture"
    title = "That is more than is authorized and not yet collected"


class OnlyInFull(Conflict):
    code = "payments.only-in-full"
    title = "This provider collects an authorization in full or not at all"


class NotOffered(Conflict):
    code = "payments.not-offered"
    title = "This provider does not offer that"


class BeingVoided(Conflict):
    code = "payments.being-voided"
    title = "This payment is being let go; nothing more can be collected"


class BeingCaptured(Conflict):
    code = "payments.being-captured"
    title = "This payment is being collected; it can be refunded afterwards"


class OperationKeyReused(Conflict):
    code = "payments.operation-key-reused"
    title = "Another request about this payment has this key"


class NotUnderReview(Conflict):
    code = "payments.not-under-review"
    title = "This payment is not held for review"


class OtherCurrency(Conflict):
    code = "payments.other-currency"
    title = "Money of another currency cannot count; refuse the payment to send it back"


class NotByHand(Conflict):
    code = "payments.not-by-hand"
    title = "Nobody sends this refund by hand"


class OtherPayment(Conflict):
    code = "payments.other-payment"
    title = "This money lies in another payment of the provider's; refuse it to send it back"

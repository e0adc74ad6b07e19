"""The authorization or capture of an order that an operation works on; pure."""

from turnout_paypal.amounts import from_provider
from turnout_paypal.metadata import Label
from turnout_paypal.observations import Json, parent_of, payments_of
from turnout_paypal.states import collected, returned
from turnout_sdk.errors import Declined
from turnout_sdk.money import Money

_OPEN = frozenset({"CREATED", "PARTIALLY_CAPTURED"})


def key_of_completion(order: Json) -> str:
    """The key under which an approved order is collected, whoever asks and however often."""
    return f"turnout-{order['id']}-completion"


def made_under(order: Json, what: str, key: str) -> Json | None:
    """Find what a key made already: refunds name it in their label, captures as their invoice."""
    for each in payments_of(order, what):
        label = Label.read(each.get("custom_id"))
        names = {label.key if label and what == "refunds" else None, each.get("invoice_id")}
        if key in names:
            return each
    return None


def authorization_of(order: Json) -> Json:
    """The authorization of an order; Declined when there is none to collect or let go."""
    for each in payments_of(order, "authorizations"):
        return each
    if collected(payments_of(order, "captures")):
        raise Declined("already-collected", "The money of this payment is in already.")
    raise Declined("not-authorized", "This payment was not authorized.")


def authorization_for(order: Json, amount: Money) -> tuple[Json, bool]:
    """The authorization to collect from, and whether this is all that is left of it.

    PayPal would let a shop collect up to 115 % of what the buyer agreed to; we do not.
    """
    authorization = authorization_of(order)
    if authorization["status"] not in _OPEN:
        raise Declined("authorization-closed", "Nothing is left of this authorization.")
    captures = collected(payments_of(order, "captures"))
    taken = Money.sum((from_provider(each["amount"]) for each in captures), amount.currency)
    left = from_provider(authorization["amount"]) - taken
    if amount > left:
        raise Declined("amount-not-authorized", "The buyer did not agree to so much.")
    return authorization, amount == left


def capture_to_refund(order: Json, amount: Money) -> Json:
    """The capture to give back from: the first with enough left, else what PayPal may judge."""
    captures = collected(payments_of(order, "captures"))
    if not captures:
        raise Declined("nothing-collected", "No money came in by this payment.")
    by_left = [(_left(order, each), each) for each in captures]
    for left, capture in by_left:
        if left >= amount:
            return capture
    total = Money.sum((left for left, _ in by_left), amount.currency)
    most, capture = max(by_left, key=lambda each: each[0])
    if total >= amount:
        raise Declined(
            "several-captures",
            f"This payment was collected in parts: give back {most} at most at a time.",
        )
    return capture


def _left(order: Json, capture: Json) -> Money:
    """What is left of a capture; a refund that names no capture counts for the only one."""
    of_this = [
        each
        for each in payments_of(order, "refunds")
        if parent_of(each, "captures") in (None, capture["id"])
    ]
    whole = from_provider(capture["amount"])
    return whole - returned(of_this, whole.currency)

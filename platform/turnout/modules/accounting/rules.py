"""What should agree, and by how much it does not. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from turnout.modules.orders import api as orders
from turnout.modules.payments import api as payments


class Kind(StrEnum):
    """Stable names of differences; each says in `SAYS` what it means for a person."""

    ORDER_PAID = "order_paid"
    ORDER_REFUNDED = "order_refunded"
    NOT_CONFIRMED = "not_confirmed"
    MONEY_WITHOUT_ORDER = "money_without_order"
    KEPT_TOO_MUCH = "kept_too_much"
    TICKETS = "tickets"
    LEDGER_COLLECTED = "ledger_collected"
    LEDGER_REFUNDED = "ledger_refunded"


SAYS: dict[Kind, str] = {
    Kind.ORDER_PAID: "The order does not show what its payments collected.",
    Kind.ORDER_REFUNDED: "The order does not show what its payments gave back.",
    Kind.NOT_CONFIRMED: "The order is paid and has no tickets.",
    Kind.MONEY_WITHOUT_ORDER: "A payment collected money for an order that is not there.",
    Kind.KEPT_TOO_MUCH: "Money that is not due was neither given back nor asked back.",
    Kind.TICKETS: "The valid tickets are not as many as the places.",
    Kind.LEDGER_COLLECTED: "The ledger does not show what the payment collected.",
    Kind.LEDGER_REFUNDED: "The ledger does not show what the payment gave back.",
}
FOLLOWS = {Kind.ORDER_PAID, Kind.ORDER_REFUNDED, Kind.NOT_CONFIRMED, Kind.KEPT_TOO_MUCH}
"""Differences that looking at the payments again mends: safe, and the same as hearing the fact."""
LIVING = ("held", "awaiting_payment")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two books that disagree; amounts in minor units, counts for tickets."""

    kind: Kind
    order_id: UUID | None
    payment_id: UUID | None
    expected: int
    found: int

    @property
    def says(self) -> str:
        return SAYS[self.kind]


def of_order(
    order: orders.OrderMoney, paid_by: Sequence[payments.BookedPayment]
) -> list[Difference]:
    """How an order and its payments disagree."""
    counted = [each for each in paid_by if not each.is_under_review]
    captured = sum(each.captured_minor for each in counted)
    refunded = min(captured, sum(each.refunded_minor for each in counted))
    found = [
        _difference(Kind.ORDER_PAID, order, captured, order.paid_minor),
        _difference(Kind.ORDER_REFUNDED, order, refunded, order.refunded_minor),
    ]
    if order.state in LIVING and captured >= order.total_minor > 0 and not refunded:
        found.append(_difference(Kind.NOT_CONFIRMED, order, order.places, order.valid_tickets))
    if order.state in ("confirmed", "expired", "cancelled"):
        due = order.total_minor if order.state == "confirmed" else 0
        kept = captured - refunded - order.asked_back_minor
        if kept > due:
            found.append(_difference(Kind.KEPT_TOO_MUCH, order, due, kept))
    wanted = order.places if order.state == "confirmed" else 0
    found.append(_difference(Kind.TICKETS, order, wanted, order.valid_tickets))
    return [each for each in found if each is not None]


def of_payment(payment: payments.BookedPayment, *, has_order: bool) -> list[Difference]:
    """How a payment and the ledger disagree; held money is income of nobody yet."""
    booked = payment.booked
    collected = -(booked.get("sales", 0) + booked.get("held_for_review", 0))
    refunded = booked.get("refunds", 0)
    found: list[Difference] = []
    if not payment.is_under_review and collected != payment.captured_minor:
        found.append(_of(payment, Kind.LEDGER_COLLECTED, payment.captured_minor, collected))
    if not payment.is_under_review and refunded != payment.refunded_minor:
        found.append(_of(payment, Kind.LEDGER_REFUNDED, payment.refunded_minor, refunded))
    if not has_order and payment.captured_minor > payment.refunded_minor:
        kept = payment.captured_minor - payment.refunded_minor
        found.append(_of(payment, Kind.MONEY_WITHOUT_ORDER, 0, kept))
    return found


def _difference(
    kind: Kind, order: orders.OrderMoney, expected: int, found: int
) -> Difference | None:
    if expected == found:
        return None
    return Difference(kind=kind, order_id=order.id, payment_id=None, expected=expected, found=found)


def _of(payment: payments.BookedPayment, kind: Kind, expected: int, found: int) -> Difference:
    return Difference(
        kind=kind,
        order_id=payment.reference,
        payment_id=payment.id,
        expected=expected,
        found=found,
    )

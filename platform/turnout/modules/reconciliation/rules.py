"""Differences between orders, payments, ledger and stock: what should agree and does not. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
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
    RETURN_NOT_PAID = "return_not_paid"
    REFUND_REFUSED = "refund_refused"
    REFUND_UNANSWERED = "refund_unanswered"
    TICKETS = "tickets"
    STOCK = "stock"
    PAYMENT_COLLECTED = "payment_collected"
    PAYMENT_REFUNDED = "payment_refunded"
    LEDGER_COLLECTED = "ledger_collected"
    LEDGER_REFUNDED = "ledger_refunded"
    LEDGER_FEES = "ledger_fees"
    LEDGER_DISPUTES = "ledger_disputes"
    LEDGER_RECEIVABLE = "ledger_receivable"
    LEDGER_UNBALANCED = "ledger_unbalanced"
    PROVIDER_UNKNOWN = "provider_unknown"
    PROVIDER_NOT_TOLD = "provider_not_told"
    PROVIDER_MISSING = "provider_missing"
    PROVIDER_AMOUNT = "provider_amount"
    PROVIDER_CURRENCY = "provider_currency"
    PROVIDER_FEE = "provider_fee"
    REPORT_NOT_BOOKED = "report_not_booked"


SAYS: Final[dict[Kind, str]] = {
    Kind.ORDER_PAID: "The order does not show what its payments collected.",
    Kind.ORDER_REFUNDED: "The order does not show what its payments gave back.",
    Kind.NOT_CONFIRMED: "The order is paid and has no tickets.",
    Kind.MONEY_WITHOUT_ORDER: "A payment collected money for an order that is not there.",
    Kind.KEPT_TOO_MUCH: "Money that is not due was neither given back nor asked back.",
    Kind.RETURN_NOT_PAID: "Tickets were given back and their money was not.",
    Kind.REFUND_REFUSED: "Money that is owed was refused, and is not asked back again by itself.",
    Kind.REFUND_UNANSWERED: "The provider has not answered for days whether it gives money back.",
    Kind.TICKETS: "The valid tickets are not as many as the places.",
    Kind.STOCK: "A pool does not count as taken what its orders and holds take.",
    Kind.PAYMENT_COLLECTED: "The payment does not show the collected money that it was told of.",
    Kind.PAYMENT_REFUNDED: "The payment does not show the returned money that it was told of.",
    Kind.LEDGER_COLLECTED: "The ledger does not show what the payment collected.",
    Kind.LEDGER_REFUNDED: "The ledger does not show what the payment gave back.",
    Kind.LEDGER_FEES: "The ledger does not show the fees of the payment.",
    Kind.LEDGER_DISPUTES: "The ledger does not show what disputes took.",
    Kind.LEDGER_RECEIVABLE: "The ledger does not show what the provider owes for the payment.",
    Kind.LEDGER_UNBALANCED: "Entries of the ledger do not add up: somebody changed them.",
    Kind.PROVIDER_UNKNOWN: "The provider's report names a payment that we do not know.",
    Kind.PROVIDER_NOT_TOLD: "The provider's report shows money of which we were never told.",
    Kind.PROVIDER_MISSING: "We were told of money that the provider's report does not show.",
    Kind.PROVIDER_AMOUNT: "The provider's report shows another amount.",
    Kind.PROVIDER_CURRENCY: "The provider's report shows another currency.",
    Kind.PROVIDER_FEE: "The provider's report shows another fee.",
    Kind.REPORT_NOT_BOOKED: "The ledger lacks a payout, a fee or an adjustment of the report.",
}
FOLLOWS: Final = frozenset(
    {
        Kind.ORDER_PAID,
        Kind.ORDER_REFUNDED,
        Kind.NOT_CONFIRMED,
        Kind.KEPT_TOO_MUCH,
        Kind.RETURN_NOT_PAID,
    }
)
"""Differences that looking at the payments again mends: safe, and the same as hearing the fact."""
OWED: Final = frozenset({Kind.KEPT_TOO_MUCH, Kind.RETURN_NOT_PAID, Kind.REFUND_REFUSED})
"""Money that a buyer is to get: a person who settles such a difference has seen to it."""
MENDS: Final = frozenset(
    {
        Kind.PAYMENT_COLLECTED,
        Kind.PAYMENT_REFUNDED,
        Kind.LEDGER_COLLECTED,
        Kind.LEDGER_REFUNDED,
        Kind.LEDGER_FEES,
        Kind.LEDGER_DISPUTES,
        Kind.LEDGER_RECEIVABLE,
    }
)
"""Differences that the payment's own facts mend: they are the truth, and never change."""
FIRST: Final = MENDS | {Kind.PROVIDER_NOT_TOLD, Kind.PROVIDER_FEE, Kind.REPORT_NOT_BOOKED}
"""Mended before any order follows."""
ACCOUNTS: Final[dict[str, Kind]] = {
    "sales": Kind.LEDGER_COLLECTED,
    "held_for_review": Kind.LEDGER_COLLECTED,
    "refunds": Kind.LEDGER_REFUNDED,
    "fees": Kind.LEDGER_FEES,
    "platform_fees": Kind.LEDGER_FEES,
    "platform_payable": Kind.LEDGER_FEES,
    "disputes": Kind.LEDGER_DISPUTES,
    "dispute_losses": Kind.LEDGER_DISPUTES,
}
LIVING: Final = ("held", "awaiting_payment")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two books that disagree; amounts in minor units of `currency`, counts for tickets.

    `name` tells differences of one kind and payment apart: an account, an object of the provider.
    """

    kind: Kind
    order_id: UUID | None
    payment_id: UUID | None
    expected: int
    found: int
    currency: str = ""
    name: str = ""
    connection_id: UUID | None = None

    @property
    def says(self) -> str:
        return SAYS[self.kind]

    @property
    def subject(self) -> str:
        """The same difference has the same subject in every run."""
        parts = (self.order_id, self.payment_id, self.connection_id, self.name)
        return "/".join(str(part) for part in parts if part)


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
        living = order.total_minor - order.released_minor
        due = living if order.state == "confirmed" else order.forfeited_minor
        kept = captured - refunded - order.asked_back_minor - order.settled_minor
        found += _owed(order, due=due, kept=kept)
    wanted = order.places if order.state == "confirmed" else 0
    found.append(_difference(Kind.TICKETS, order, wanted, order.valid_tickets))
    return [each for each in found if each is not None]


def _owed(order: orders.OrderMoney, *, due: int, kept: int) -> list[Difference | None]:
    """The returns whose money did not go back, each by its name, and what is kept besides.

    What is not here any more went back already: to the oldest return, as one pays the oldest debt
    first.
    """
    gone = max(0, sum(each.missing_minor for each in order.returns) - max(0, kept))
    found: list[Difference | None] = []
    for each in order.returns:
        covered = min(each.missing_minor, gone)
        gone -= covered
        missing = each.missing_minor - covered
        kept -= missing
        if missing:
            kind = Kind.REFUND_REFUSED if each.is_left else Kind.RETURN_NOT_PAID
            back = each.amount_minor - missing
            found.append(_difference(kind, order, each.amount_minor, back, name=str(each.id)))
    if kept > due:
        is_left = order.left_minor >= kept - due
        kind = Kind.REFUND_REFUSED if is_left else Kind.KEPT_TOO_MUCH
        found.append(_difference(kind, order, due, kept))
    return found


def return_of(kind: Kind, subject: str) -> UUID | None:
    """The return that a kept difference over owed money is about; None: the order as a whole."""
    _, _, name = subject.partition("/")
    return UUID(name) if kind in OWED and name else None


def of_stock(pool_id: UUID, expected: int, found: int) -> Difference:
    """How a pool and what takes its places disagree."""
    return Difference(
        kind=Kind.STOCK,
        order_id=None,
        payment_id=None,
        expected=expected,
        found=found,
        name=str(pool_id),
    )


def of_payment(payment: payments.BookedPayment, *, has_order: bool) -> list[Difference]:
    """How a payment, what it was told and the ledger disagree."""
    shown = (
        (Kind.PAYMENT_COLLECTED, payment.told_captured_minor, payment.captured_minor),
        (Kind.PAYMENT_REFUNDED, payment.told_refunded_minor, payment.refunded_minor),
    )
    found = [
        _of(payment, kind, expected, there) for kind, expected, there in shown if expected != there
    ]
    found += _of_ledger(payment)
    found += [
        _of(payment, Kind.REFUND_UNANSWERED, amount, 0, name=str(refund_id))
        for refund_id, amount in payment.unanswered
    ]
    if not has_order and payment.captured_minor > payment.refunded_minor:
        kept = payment.captured_minor - payment.refunded_minor
        found.append(_of(payment, Kind.MONEY_WITHOUT_ORDER, 0, kept))
    return found


def _of_ledger(payment: payments.BookedPayment) -> list[Difference]:
    """Account by account; entries that do not add up can be mended by no further entry."""
    totals: Counter[str] = Counter()
    for place, minor in payment.booked.items():
        totals[_currency_of(place, payment)] += minor
    unbalanced = [
        _of(payment, Kind.LEDGER_UNBALANCED, 0, total, name=f"{currency}:every account")
        for currency, total in sorted(totals.items())
        if total
    ]
    return unbalanced or [
        _of(payment, _kind_of(place), expected, there, name=place)
        for place in sorted(payment.should.keys() | payment.booked.keys())
        if (expected := payment.should.get(place, 0)) != (there := payment.booked.get(place, 0))
    ]


def _kind_of(place: str) -> Kind:
    return ACCOUNTS.get(place.rpartition(":")[2], Kind.LEDGER_RECEIVABLE)


def _currency_of(place: str, payment: payments.BookedPayment) -> str:
    return place.rpartition(":")[0] or payment.currency


def _difference(
    kind: Kind, order: orders.OrderMoney, expected: int, found: int, *, name: str = ""
) -> Difference | None:
    if expected == found:
        return None
    return Difference(
        kind=kind,
        order_id=order.id,
        payment_id=None,
        expected=expected,
        found=found,
        currency=order.currency,
        name=name,
    )


def _of(
    payment: payments.BookedPayment, kind: Kind, expected: int, found: int, *, name: str = ""
) -> Difference:
    return Difference(
        kind=kind,
        order_id=payment.reference,
        payment_id=payment.id,
        expected=expected,
        found=found,
        currency=_currency_of(name, payment),
        name=name,
    )

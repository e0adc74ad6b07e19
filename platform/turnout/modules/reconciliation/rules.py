"""Differences between orders, payments, ledger, stock and the providers' reports. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.modules.orders import api as orders
from turnout.modules.payments import api as payments
from turnout.modules.reconciliation.types import Difference, Kind, ObjectSum
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, Update

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
FAMILIES: Final[Mapping[str, str]] = {"charge": "payment", "refund": "refund", "dispute": "dispute"}
WORDS: Final[Mapping[str, str]] = {family: word for word, family in FAMILIES.items()}
SIGNS: Final[Mapping[FactKind, int]] = {
    FactKind.PAYMENT_SUCCEEDED: 1,
    FactKind.PAYMENT_CAPTURED: 1,
    FactKind.REFUND_SUCCEEDED: -1,
    FactKind.REFUND_FAILED: 0,
    FactKind.DISPUTE_OPENED: -1,
    FactKind.DISPUTE_LOST: -1,
    FactKind.DISPUTE_WON: 0,
}
"""What a provider's object does to its balance; what is pending may be there or not yet."""


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
    return Difference(kind=Kind.STOCK, expected=expected, found=found, name=str(pool_id))


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


def of_sum(
    told: ObjectSum, ours: payments.ReportedPayment | None, connection_id: UUID
) -> Difference | None:
    """How the report's lines about one object disagree with what we know of it."""
    if ours is None:
        return _of_told(Kind.PROVIDER_UNKNOWN, told, None, connection_id, expected=0)
    obj = object_of(told, ours)
    if obj is not None:
        return _of_object(told, obj, ours, connection_id)
    if told.gross_minor:
        return _of_told(Kind.PROVIDER_NOT_TOLD, told, ours, connection_id, expected=0)
    return None


def _of_object(
    told: ObjectSum,
    obj: payments.ProviderObject,
    ours: payments.ReportedPayment,
    connection_id: UUID,
) -> Difference | None:
    if obj.kind not in SIGNS:
        return None
    expected, found = SIGNS[obj.kind] * obj.amount.minor, told.gross_minor
    kind = None
    if told.currency != obj.amount.currency:
        kind = Kind.PROVIDER_CURRENCY
    elif found != expected:
        kind = Kind.PROVIDER_AMOUNT
    elif told.fee_minor != obj.fee_minor + _share(told, ours):
        kind, found = Kind.PROVIDER_FEE, told.fee_minor
        expected = obj.fee_minor + _share(told, ours)
    if kind is None:
        return None
    return _of_told(kind, told, ours, connection_id, expected=expected, found=found)


def missing(
    ours: payments.ReportedPayment,
    told: Iterable[ObjectSum],
    connection_id: UUID,
    *,
    since: datetime,
    until: datetime,
) -> list[Difference]:
    """Money that moved in a period which the report covers, and that it does not show."""
    shown = {(FAMILIES[each.kind], each.object_id) for each in told}
    return [
        Difference(
            kind=Kind.PROVIDER_MISSING,
            order_id=ours.payment.reference,
            payment_id=ours.payment.id,
            expected=SIGNS[obj.kind] * obj.amount.minor,
            found=0,
            currency=obj.amount.currency,
            name=f"{WORDS[obj.family]}:{obj.object_id}",
            connection_id=connection_id,
        )
        for obj in ours.objects
        if (obj.family, obj.object_id) not in shown
        and SIGNS.get(obj.kind)
        and since <= obj.occurred_at < until
    ]


def fee_update(told: ObjectSum, ours: payments.ReportedPayment) -> Update | None:
    """The fact again, with the fee that the report knows; None where it is no fact of ours."""
    obj = object_of(told, ours)
    if obj is None or told.currency != obj.amount.currency:
        return None
    return Update(
        delivery_id=f"report:{told.line_id}",
        provider_ref=ours.payment.provider_ref or "",
        kind=obj.kind,
        object_id=obj.object_id,
        amount=obj.amount,
        occurred_at=obj.occurred_at,
        reference=str(ours.payment.id),
        fee=Money(told.fee_minor - _share(told, ours), told.currency),
    )


def object_of(told: ObjectSum, ours: payments.ReportedPayment) -> payments.ProviderObject | None:
    """Find the object of our payment that the lines are about."""
    wanted = FAMILIES[told.kind], told.object_id
    return next((each for each in ours.objects if (each.family, each.object_id) == wanted), None)


def by_ref(sums: Sequence[ObjectSum]) -> dict[str, list[ObjectSum]]:
    found: dict[str, list[ObjectSum]] = {}
    for each in sums:
        found.setdefault(each.provider_ref or "", []).append(each)
    return found


def _share(told: ObjectSum, ours: payments.ReportedPayment) -> int:
    """The platform's part, where the provider keeps it back together with its own fee."""
    return ours.payment.share_minor if told.kind == "charge" else 0


def _of_told(
    kind: Kind,
    told: ObjectSum,
    ours: payments.ReportedPayment | None,
    connection_id: UUID,
    *,
    expected: int,
    found: int | None = None,
) -> Difference:
    return Difference(
        kind=kind,
        order_id=ours.payment.reference if ours else None,
        payment_id=ours.payment.id if ours else None,
        expected=expected,
        found=told.gross_minor if found is None else found,
        currency=told.currency,
        name=f"{told.kind}:{told.object_id or told.line_id}",
        connection_id=connection_id,
    )

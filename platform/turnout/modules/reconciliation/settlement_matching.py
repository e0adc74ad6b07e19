"""Settlement matching: a provider's report compared with its facts about our payments. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.modules.payments import api as payments
from turnout.modules.reconciliation.rules import Difference, Kind
from turnout.modules.reconciliation.types import ObjectSum
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, Update

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


def of_sum(
    told: ObjectSum, ours: payments.ReportedPayment | None, connection_id: UUID
) -> Difference | None:
    """How the report's lines about one object disagree with what we know of it."""
    if ours is None:
        return _difference(Kind.PROVIDER_UNKNOWN, told, None, connection_id, expected=0)
    obj = object_of(told, ours)
    if obj is not None:
        return _of_object(told, obj, ours, connection_id)
    if told.gross_minor:
        return _difference(Kind.PROVIDER_NOT_TOLD, told, ours, connection_id, expected=0)
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
    return _difference(kind, told, ours, connection_id, expected=expected, found=found)


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


def _difference(
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

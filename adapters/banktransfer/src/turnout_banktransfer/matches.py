"""Matching of statement lines with expected payments, by their reference."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, time

from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, Update
from turnout_sdk.statements import Difference, Expected, Matching, StatementLine


def match(lines: Iterable[StatementLine], expected: Iterable[Expected]) -> Matching:
    """Match by reference alone; never by name or amount, which buyers share.

    The same line makes the same fact every time it is imported, so statements may overlap. Money
    of another sum is told as well, and reported: the platform decides what becomes of it.
    """
    awaited = {each.provider_ref: each for each in expected}
    updates: list[Update] = []
    unmatched: list[StatementLine] = []
    received: dict[str, list[StatementLine]] = defaultdict(list)
    sent: set[str] = set()
    for line in lines:
        meant = [awaited[each] for each in line.references if each in awaited]
        if len(meant) == 1:
            updates.append(told_by(line, meant[0], sent=sent))
            received[meant[0].provider_ref].append(line)
        elif line.amount.is_positive:
            # Two of our references in one transfer: a person has to say which part is whose.
            unmatched.append(line)
    return Matching(
        updates=tuple(updates),
        differences=tuple(
            difference
            for provider_ref, several in received.items()
            for difference in _differences(awaited[provider_ref], several)
        ),
        unmatched=tuple(unmatched),
    )


def told_by(line: StatementLine, payment: Expected, *, sent: set[str]) -> Update:
    """Say what a line means for a payment.

    Money out ends the refund by hand of the same amount; `sent` are those that another line
    has ended already, and is added to.
    """
    refund = None
    if line.amount.is_negative:
        open_ones = (each for each in payment.refunds if each.object_id not in sent)
        refund = next((each for each in open_ones if each.amount == -line.amount), None)
    if refund is not None:
        sent.add(refund.object_id)
    return Update(
        delivery_id=line.line_id,
        provider_ref=payment.provider_ref,
        kind=_kind(line, payment),
        object_id=refund.object_id if refund else line.line_id,
        amount=abs(line.amount),
        occurred_at=datetime.combine(line.booked_on, time(), UTC),
        reference=payment.reference,
    )


def _kind(line: StatementLine, payment: Expected) -> FactKind:
    """The whole sum is the payment; another one a part of it; money out is a refund by hand."""
    if line.amount.is_negative:
        return FactKind.REFUND_SUCCEEDED
    return (
        FactKind.PAYMENT_SUCCEEDED if line.amount == payment.amount else FactKind.PAYMENT_CAPTURED
    )


def _differences(payment: Expected, lines: list[StatementLine]) -> Iterable[Difference]:
    incoming = [line for line in lines if line.amount.is_positive]
    by_currency: dict[str, list[StatementLine]] = defaultdict(list)
    for line in incoming:
        by_currency[line.amount.currency].append(line)
    for currency, several in by_currency.items():
        sum_ = Money.sum((line.amount for line in several), currency)
        if sum_ != payment.amount:
            yield Difference(
                provider_ref=payment.provider_ref,
                asked=payment.amount,
                received=sum_,
                lines=tuple(line.line_id for line in several),
            )

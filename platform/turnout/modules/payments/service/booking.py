"""Keeping the ledger to what the facts of a payment say."""

from collections.abc import Sequence

from turnout.kernel.db.tx import Transaction
from turnout.modules.payments import books
from turnout.modules.payments.books import Booked, Share
from turnout.modules.payments.metrics import CORRECTIONS
from turnout.modules.payments.models import Decision, FeeRoute, Payment
from turnout.modules.payments.objects import Told
from turnout.modules.payments.queries import booking
from turnout_sdk.money import Money


def book(tx: Transaction, payment: Payment, every: Sequence[Told]) -> None:
    """Write the entries that are missing; the payment is locked by the caller."""
    wanted = books.targets(
        every,
        asked=Money(payment.amount_minor, payment.currency),
        share=share_of(payment),
        is_refused=payment.review_decision == Decision.REFUSED.value,
    )
    there = booking.booked(tx, payment.id)
    for entry in books.differences(wanted, there, now=tx.now):
        earlier = there.get((entry.subject, entry.currency), Booked()).entries
        booking.book(tx, payment.id, entry, earlier=earlier)
        family, _, what = entry.kind.partition(".")
        if what == "corrected":
            CORRECTIONS.add(family=family)


def share_of(payment: Payment) -> Share:
    return Share(minor=payment.platform_fee_minor, route=FeeRoute(payment.platform_fee_route))

"""Payments beside what the ledger says of them and what their facts say it should."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from turnout.kernel.db.tx import Transaction
from turnout.modules.payments import books, rules
from turnout.modules.payments.books import Share
from turnout.modules.payments.models import Decision, FeeRoute, Payment, PaymentFact
from turnout.modules.payments.queries import paying
from turnout.modules.payments.types import BookedPayment
from turnout_sdk.money import Money

BALANCES = """
    SELECT e.payment_id, e.currency, l.account, sum(l.amount_minor)::bigint
    FROM ledger_entries e JOIN ledger_lines l
        ON l.organization_id = e.organization_id AND l.entry_id = e.id
    WHERE e.organization_id = %(organization_id)s AND e.payment_id = ANY(%(payments)s)
        AND e.kind NOT LIKE 'transfer.%%'
    GROUP BY e.payment_id, e.currency, l.account
"""
RETURNING = """
    SELECT p.reference, sum(r.amount_minor)::bigint
    FROM payments p JOIN refunds r
        ON r.organization_id = p.organization_id AND r.payment_id = p.id
    WHERE p.organization_id = %(organization_id)s AND p.reference = ANY(%(references)s)
        AND p.review_reason IS NULL AND r.currency = p.currency AND r.payment_ref IS NULL
        AND r.state IN ('requested', 'pending')
    GROUP BY p.reference
"""
FAILED = """
    SELECT id FROM refunds
    WHERE organization_id = %(organization_id)s AND id = ANY(%(refunds)s) AND state = 'failed'
"""
UNANSWERED = """
    SELECT payment_id, id, amount_minor FROM refunds
    WHERE organization_id = %(organization_id)s AND payment_id = ANY(%(payments)s)
        AND state = 'requested' AND requested_at < %(since)s
    ORDER BY requested_at, id
"""
ANSWERED_WITHIN: Final = timedelta(days=3)
"""A provider that says nothing for longer is seen to by a person; it is asked on all the while."""
# Where the money lies, at the bank or with the provider, is told by statements, not by facts.
Balances = dict[tuple[str, str], int]
"""(currency, account) → minor units; debits are positive."""


def list_booked(tx: Transaction, *, after: UUID, limit: int) -> list[BookedPayment]:
    """Payments with their balances by account, by id, from the one after `after` on."""
    rows = tx.session.scalars(
        select(Payment)
        .where(Payment.organization_id == tx.organization_id, Payment.id > after)
        .order_by(Payment.id)
        .limit(limit)
    ).all()
    facts = _facts(tx, [row.id for row in rows])
    booked = _balances(tx, [row.id for row in rows])
    waiting = _unanswered(tx, [row.id for row in rows])
    return [
        replace(
            _compared(row, facts.get(row.id, []), booked.get(row.id, {})),
            unanswered=tuple(waiting.get(row.id, ())),
        )
        for row in rows
    ]


def sum_returning(tx: Transaction, references: Collection[UUID]) -> dict[UUID, int]:
    """Reference → minor units of refunds that have neither arrived nor failed by their facts.

    As with everything that payments collected, those under review do not count.
    """
    where = {"organization_id": tx.organization_id, "references": list(references)}
    return {row[0]: int(row[1]) for row in tx.query(RETURNING, where)}


def failed_among(tx: Transaction, refund_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of these refunds that failed, whoever has heard of it yet."""
    where = {"organization_id": tx.organization_id, "refunds": list(refund_ids)}
    return frozenset(row[0] for row in tx.query(FAILED, where))


def _unanswered(tx: Transaction, payments: Sequence[UUID]) -> dict[UUID, list[tuple[UUID, int]]]:
    found: dict[UUID, list[tuple[UUID, int]]] = {}
    since = tx.now - ANSWERED_WITHIN
    where = {"organization_id": tx.organization_id, "payments": list(payments), "since": since}
    for payment_id, refund_id, amount in tx.query(UNANSWERED, where):
        found.setdefault(payment_id, []).append((refund_id, amount))
    return found


def _compared(row: Payment, facts: Sequence[PaymentFact], booked: Balances) -> BookedPayment:
    told = paying.judged(row, facts)
    asked = Money(row.amount_minor, row.currency)
    projection = rules.project(told, asked=asked)
    wanted = books.targets(
        told,
        asked=asked,
        share=Share(minor=row.platform_fee_minor, route=FeeRoute(row.platform_fee_route)),
        is_refused=row.review_decision == Decision.REFUSED.value,
    )
    should: Counter[tuple[str, str]] = Counter()
    for posting in wanted:
        for account, amount in posting.lines:
            should[posting.currency, account.value] += amount
    return BookedPayment(
        id=row.id,
        reference=row.reference,
        currency=row.currency,
        state=row.state,
        captured_minor=row.captured_minor,
        refunded_minor=row.refunded_minor,
        is_under_review=row.review_reason is not None,
        booked=_plain(booked, row.currency),
        should=_plain(should, row.currency),
        told_captured_minor=max(projection.captured_minor, row.settled_minor, row.refunding_minor),
        told_refunded_minor=projection.refunded_minor,
    )


def _plain(balances: Mapping[tuple[str, str], int], own: str) -> dict[str, int]:
    """Accounts that are not even; those of another currency than the payment's as `USD:sales`."""
    return {
        account if currency == own else f"{currency}:{account}": minor
        for (currency, account), minor in sorted(balances.items())
        if minor
    }


def _facts(tx: Transaction, payments: Sequence[UUID]) -> dict[UUID, list[PaymentFact]]:
    found: dict[UUID, list[PaymentFact]] = {}
    rows = tx.session.scalars(
        select(PaymentFact)
        .where(
            PaymentFact.organization_id == tx.organization_id,
            PaymentFact.payment_id.in_(payments),
        )
        .order_by(PaymentFact.occurred_at, PaymentFact.id)
    )
    for row in rows:
        found.setdefault(row.payment_id, []).append(row)
    return found


def _balances(tx: Transaction, payments: Sequence[UUID]) -> dict[UUID, Balances]:
    found: dict[UUID, Balances] = {}
    where = {"organization_id": tx.organization_id, "payments": list(payments)}
    for payment_id, currency, account, total in tx.query(BALANCES, where):
        found.setdefault(payment_id, {})[currency, account] = total
    return found

"""Payments beside their balances in the ledger and those that their facts ask for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from turnout.kernel.db.tx import Transaction
from turnout.modules.payments import ledger_rules, rules
from turnout.modules.payments.enums import Decision, FeeRoute
from turnout.modules.payments.ledger_rules import Share
from turnout.modules.payments.models import Payment, PaymentFact
from turnout.modules.payments.queries import payments as payments_queries
from turnout.modules.payments.queries.refunds import list_unanswered
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
    waiting = list_unanswered(tx, [row.id for row in rows])
    return [
        replace(
            _compared(row, facts.get(row.id, []), booked.get(row.id, {})),
            unanswered=tuple(waiting.get(row.id, ())),
        )
        for row in rows
    ]


def _compared(row: Payment, facts: Sequence[PaymentFact], booked: Balances) -> BookedPayment:
    told = payments_queries.check_observations(row, facts)
    asked = Money(row.amount_minor, row.currency)
    projection = rules.project(told, asked=asked)
    wanted = ledger_rules.targets(
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

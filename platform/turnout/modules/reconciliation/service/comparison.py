"""Comparison of orders, payments, ledger and the providers' reports."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, TypeAlias
from uuid import UUID

from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.modules.orders import api as orders
from turnout.modules.payments import api as payments
from turnout.modules.reconciliation import policies, queries, rules, settlement_matching
from turnout.modules.reconciliation.rules import Difference, Kind
from turnout.modules.reconciliation.service.payouts import CHUNK, FIRST, reported_line
from turnout.modules.reconciliation.types import ObjectSum

Fees: TypeAlias = dict[tuple[UUID | None, str], ObjectSum]
NONE: Final = UUID(int=0)
OVERDUE: Final = timedelta(days=7)
"""What a report does not show after so long will not be in it any more."""
REFS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Counts of what was compared, the differences, and the reports' fees to repair them with."""

    orders: int
    payments: int
    items: int
    differences: list[Difference] = field(default_factory=list)
    fees: Fees = field(default_factory=dict)
    """Connection and name of a difference → the report's lines that know the fee."""


def compare(ctx: OrganizationContext) -> Compared:
    """Every difference between the four books, and of the stock; nothing is changed."""
    policies.require_can_reconcile(ctx)
    paid_by: dict[UUID, list[payments.BookedPayment]] = {}
    count = 0
    for payment in each_payment(ctx):
        count += 1
        paid_by.setdefault(payment.reference, []).append(payment)
    differences: list[Difference] = []
    known: set[UUID] = set()
    for order in each_order(ctx):
        known.add(order.id)
        differences += rules.of_order(order, paid_by.get(order.id, []))
    for reference, found in paid_by.items():
        for payment in found:
            differences += rules.of_payment(payment, has_order=reference in known)
    fees: Fees = {}
    items = 0
    with transaction(ctx) as tx:
        differences += [rules.of_stock(*each) for each in orders.list_stock_differences(tx)]
        reporting = queries.list_reporting(tx)
    for connection_id, since, until, lines in reporting:
        items += lines
        differences += _of_report(ctx, connection_id, fees)
        last = min(until, clock.now() - OVERDUE)
        differences += _missing(ctx, connection_id, since=since, until=last)
        differences += _unbooked(ctx, connection_id)
    return Compared(
        orders=len(known),
        payments=count,
        items=items,
        differences=[_with_known_order(each, known) for each in differences],
        fees=fees,
    )


def _with_known_order(difference: Difference, known: set[UUID]) -> Difference:
    """A payment may have been opened for what is no order here."""
    is_known = difference.order_id in known
    return difference if is_known else replace(difference, order_id=None)


def each_order(ctx: OrganizationContext) -> Iterator[orders.OrderMoney]:
    """All orders, a chunk per transaction: memory and snapshots stay small."""
    policies.require_can_reconcile(ctx)
    after = NONE
    while True:
        with transaction(ctx) as tx:
            chunk = orders.list_money(tx, after=after, limit=CHUNK)
        yield from chunk
        if len(chunk) < CHUNK:
            return
        after = chunk[-1].id


def each_payment(ctx: OrganizationContext) -> Iterator[payments.BookedPayment]:
    """All payments beside their ledger, a chunk per transaction."""
    policies.require_can_reconcile(ctx)
    after = NONE
    while True:
        with transaction(ctx) as tx:
            chunk = payments.list_booked(tx, after=after, limit=CHUNK)
        yield from chunk
        if len(chunk) < CHUNK:
            return
        after = chunk[-1].id


def _of_report(ctx: OrganizationContext, connection_id: UUID, fees: Fees) -> list[Difference]:
    """The report's objects, a few hundred payments at a time; those that name none come first."""
    differences: list[Difference] = []
    refs = [""]
    while refs:
        with transaction(ctx) as tx:
            ours = payments.list_reported(tx, connection_id, refs)
            sums = queries.sums_of(tx, connection_id, refs)
            refs = queries.list_refs(tx, connection_id, after=refs[-1], limit=REFS)
        for told in sums:
            found = settlement_matching.of_sum(
                told, ours.get(told.provider_ref or ""), connection_id
            )
            if found is not None:
                differences.append(found)
                if found.kind is Kind.PROVIDER_FEE:
                    fees[connection_id, found.name] = told
    return differences


def _missing(
    ctx: OrganizationContext, connection_id: UUID, *, since: datetime, until: datetime
) -> list[Difference]:
    differences: list[Difference] = []
    after = ""
    while True:
        with transaction(ctx) as tx:
            moved = payments.list_moved(
                tx, connection_id, since=since, until=until, after=after, limit=REFS
            )
            shown = settlement_matching.by_ref(queries.sums_of(tx, connection_id, moved))
        for ref, ours in moved.items():
            differences += settlement_matching.missing(
                ours, shown.get(ref, []), connection_id, since=since, until=until
            )
        if len(moved) < REFS:
            return differences
        after = max(moved)


def _unbooked(ctx: OrganizationContext, connection_id: UUID) -> list[Difference]:
    differences: list[Difference] = []
    after = FIRST
    while True:
        with transaction(ctx) as tx:
            chunk = queries.list_bookable(tx, connection_id, after=after, limit=CHUNK)
            lines = [reported_line(each) for each in chunk]
            differences += [
                _not_booked(each, connection_id)
                for each in payments.list_unbooked(tx, connection_id, lines)
            ]
        if len(chunk) < CHUNK:
            return differences
        after = chunk[-1].occurred_at, chunk[-1].line_id


def _not_booked(line: payments.ReportedLine, connection_id: UUID) -> Difference:
    return Difference(
        kind=Kind.REPORT_NOT_BOOKED,
        order_id=None,
        payment_id=None,
        expected=line.gross.minor,
        found=0,
        currency=line.gross.currency,
        name=f"{line.kind}:{line.line_id}",
        connection_id=connection_id,
    )

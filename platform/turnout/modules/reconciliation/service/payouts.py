"""Payouts: read the provider's report, store and book it once, compare it with our payments."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

import structlog

from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext, system_in
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import TurnoutError, Unavailable
from turnout.kernel.http import idempotency
from turnout.kernel.observability.metrics import counter
from turnout.kernel.values import from_attributes
from turnout.modules.connections import api as connections
from turnout.modules.payments import api as payments
from turnout.modules.reconciliation import policies, provider_reports, queries, rules
from turnout.modules.reconciliation.errors import NoReports
from turnout.modules.reconciliation.facts import PayoutBooked
from turnout.modules.reconciliation.types import (
    ObjectSum,
    Payout,
    PayoutDetails,
    PayoutItem,
    Refreshed,
    StoredItem,
)
from turnout_sdk.errors import AdapterError
from turnout_sdk.money import Money

log = structlog.get_logger(__name__)

LONGEST_LOOK_BACK: Final = timedelta(days=90)
OVERLAP: Final = timedelta(days=3)
"""Providers add lines late; what was read before is kept once."""
STRETCH: Final = timedelta(days=7)
CHUNK: Final = 500
FIRST: Final = (datetime(2000, 1, 1, tzinfo=UTC), "")
READS: Final = counter(
    "turnout_settlement_reports", "Reports of providers that were read", outcome=("read", "failed")
)


def refresh_payouts(
    ctx: OrganizationContext, connection_id: UUID, *, since: datetime | None = None
) -> Refreshed:
    """Read the report from where it was left, keep its lines and book what moved without us.

    Repeating it changes nothing. NoReports, or Unavailable when the provider does not answer.
    """
    policies.require_can_reconcile(ctx)
    if not provider_reports.has_reports(ctx, connection_id):
        raise NoReports
    with idempotency.in_steps(ctx):
        refreshed = _refresh(ctx, connection_id, since=since)
        with transaction(ctx) as tx:
            idempotency.complete(tx, refreshed)
    return refreshed


def _refresh(
    ctx: OrganizationContext, connection_id: UUID, *, since: datetime | None = None
) -> Refreshed:
    now = clock.now()
    with transaction(ctx) as tx:
        start = max(since or _start(tx, connection_id, now=now), now - LONGEST_LOOK_BACK)
    items = 0
    while start < now:
        until = min(start + STRETCH, now)
        items += _read_stretch(ctx, connection_id, since=start, until=until)
        start = until
    found, booked = book_report(ctx, connection_id)
    READS.add(outcome="read")
    return Refreshed(items=items, payouts=found, booked=booked)


def refresh_all(ctx: OrganizationContext) -> int:
    """Read the reports of every active connection that has one; how many were read."""
    policies.require_can_reconcile(ctx)
    read = 0
    job = system_in(ctx.organization_id, "accounting.refresh", request_id=ctx.request_id)
    for connection in connections.list_connections(job, "payments"):
        try:
            if provider_reports.has_reports(ctx, connection.id):
                _refresh(ctx, connection.id)
                read += 1
        except (AdapterError, TurnoutError) as error:
            READS.add(outcome="failed")
            log.warning("report not read", connection_id=str(connection.id), why=str(error))
    return read


def book_report(ctx: OrganizationContext, connection_id: UUID) -> tuple[int, int]:
    """Book every line that concerns no payment and is not booked; (new payouts, new entries)."""
    policies.require_can_reconcile(ctx)
    found = booked = 0
    after = FIRST
    while True:
        with transaction(ctx) as tx:
            chunk = queries.list_bookable(tx, connection_id, after=after, limit=CHUNK)
            for each in chunk:
                found += _insert_payout(tx, each)
                booked += payments.book_line(tx, connection_id, reported_line(each))
        if len(chunk) < CHUNK:
            return found, booked
        after = chunk[-1].occurred_at, chunk[-1].line_id


def list_payouts(
    ctx: OrganizationContext, request: PageRequest, *, connection_id: UUID | None = None
) -> Page[Payout]:
    """Newest first."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        found = queries.list_payouts(tx, request, connection_id=connection_id)
    return page(found, request, key=lambda view: (view.paid_at.isoformat(), view.id))


def get_payout(ctx: OrganizationContext, payout_id: UUID) -> PayoutDetails:
    """A payout with its items, the payments they are about, and in what they disagree."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        payout = queries.get_payout(tx, payout_id)
        items = queries.list_items(tx, payout)
        views = _item_views(tx, payout.connection_id, items)
    return PayoutDetails(
        payout=payout, items=views, items_net_minor=sum(each.net_minor for each in views)
    )


def reported_line(item: StoredItem) -> payments.ReportedLine:
    gross, fee = Money(item.gross_minor, item.currency), Money(item.fee_minor, item.currency)
    return from_attributes(payments.ReportedLine, item, gross=gross, fee=fee)


def _start(tx: Transaction, connection_id: UUID, *, now: datetime) -> datetime:
    unpaid, read = queries.read_until(tx, connection_id)
    known = [each for each in (unpaid, read) if each is not None]
    return min(known) - OVERLAP if known else now - LONGEST_LOOK_BACK


def _read_stretch(
    ctx: OrganizationContext, connection_id: UUID, *, since: datetime, until: datetime
) -> int:
    try:
        lines = provider_reports.read_report(ctx, connection_id, since=since, until=until)
    except AdapterError as error:
        raise Unavailable("The provider's report cannot be read right now.") from error
    for first in range(0, len(lines), CHUNK):
        with transaction(ctx) as tx:
            queries.upsert_items(tx, connection_id, lines[first : first + CHUNK])
    with transaction(ctx) as tx:
        queries.mark_read(tx, connection_id, since=since, until=until)
    return len(lines)


def _insert_payout(tx: Transaction, item: StoredItem) -> int:
    if item.kind != "payout":
        return 0
    payout_id = queries.insert_payout(tx, item)
    if payout_id is None:
        return 0
    tx.publish(
        PayoutBooked(
            payout_id=payout_id,
            connection_id=item.connection_id,
            amount_minor=-item.gross_minor,
            currency=item.currency,
        )
    )
    return 1


def _item_views(
    tx: Transaction, connection_id: UUID, items: Sequence[StoredItem]
) -> list[PayoutItem]:
    refs = {each.provider_ref or "" for each in items}
    ours = payments.list_reported(tx, connection_id, refs - {""})
    sums = {(each.kind, each.object_id): each for each in queries.sums_of(tx, connection_id, refs)}
    return [
        _item_view(each, ours.get(each.provider_ref or ""), sums.get((each.kind, each.object_id)))
        for each in items
    ]


def _item_view(
    item: StoredItem, ours: payments.ReportedPayment | None, told: ObjectSum | None
) -> PayoutItem:
    difference = rules.of_sum(told, ours, item.connection_id) if told else None
    return from_attributes(
        PayoutItem,
        item,
        net_minor=item.gross_minor - item.fee_minor,
        payment_id=ours.payment.id if ours else None,
        difference=difference.kind.value if difference else None,
    )

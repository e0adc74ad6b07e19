"""Statements that count what events sell; each about one organization."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.dashboards.types import LinesOfDay, OrderSums
from turnout.modules.orders.sql_fragments import SALES, SOLD_LINES

ORDERS: Final = """
    SELECT o.event_id, {day} AS day, o.state, o.currency, count(*)::int AS orders,
        sum(o.paid_minor)::bigint AS paid_minor, sum(o.refunded_minor)::bigint AS refunded_minor
    FROM {sales} o
    WHERE o.organization_id = %(organization_id)s AND o.event_id = ANY(%(event_ids)s)
    GROUP BY 1, 2, 3, 4 ORDER BY 2
"""
DAY: Final = "(o.placed_at AT TIME ZONE %(time_zone)s)::date"
ORDERS_BY_DAY: Final = ORDERS.format(sales=SALES, day=DAY)
ORDERS_BY_EVENT: Final = ORDERS.format(sales=SALES, day="NULL::date")
# What was returned of a line went at the line's own price.
LINES_BY_DAY: Final = f"""
    SELECT o.event_id, {DAY} AS day, l.ticket_type_id, o.currency,
        (array_agg(l.name ORDER BY o.placed_at DESC))[1] AS name,
        sum(l.quantity - l.returned)::int AS tickets,
        sum(l.gross_minor * (l.quantity - l.returned) / l.quantity)::bigint AS gross_minor
    FROM {SALES} o JOIN {SOLD_LINES} l
        ON l.organization_id = o.organization_id AND l.order_id = o.order_id
    WHERE o.organization_id = %(organization_id)s AND o.event_id = ANY(%(event_ids)s)
        AND o.state = 'confirmed'
    GROUP BY 1, 2, 3, 4 ORDER BY 2
"""


def count_orders(tx: Transaction, event_ids: Sequence[UUID]) -> list[OrderSums]:
    """Orders of these events, whatever their day; one statement."""
    return tx.query(ORDERS_BY_EVENT, tx.here(event_ids=list(event_ids)), into=OrderSums)


def count_orders_by_day(
    tx: Transaction, event_ids: Sequence[UUID], *, time_zone: str
) -> list[OrderSums]:
    """Orders of events by day in a time zone, the earliest first; one statement."""
    where = tx.here(event_ids=list(event_ids), time_zone=time_zone)
    return tx.query(ORDERS_BY_DAY, where, into=OrderSums)


def count_lines(tx: Transaction, event_ids: Sequence[UUID], *, time_zone: str) -> list[LinesOfDay]:
    """Tickets of confirmed orders by event, day and type, the earliest first; one statement."""
    where = tx.here(event_ids=list(event_ids), time_zone=time_zone)
    return tx.query(LINES_BY_DAY, where, into=LinesOfDay)

"""Statements of sales forecasts: sales by days before an event, its own and past ones."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.events.sql_fragments import TAKEN_PLACE
from turnout.modules.orders.sql_fragments import CONFIRMED_LINES
from turnout.modules.sales_forecasts.types import OwnSales, PastSales

OWN: Final = f"""
    SELECT %(starts_on)s::date - (s.confirmed_at AT TIME ZONE %(time_zone)s)::date AS days_before,
        s.currency, sum(s.quantity)::bigint AS tickets, sum(s.returned)::bigint AS returned,
        sum(s.gross_minor)::bigint AS gross_minor
    FROM {CONFIRMED_LINES} s
    WHERE s.organization_id = %(organization_id)s AND s.event_id = %(event_id)s
    GROUP BY 1, 2 ORDER BY 1 DESC, 2
"""
# Each day is one of the event's own zone. MATERIALIZED: the latest events are found first, and
# then their orders by the index of events, whatever the planner takes their number to be.
PAST: Final = f"""
    WITH past AS MATERIALIZED (
        SELECT p.event_id, p.title, p.time_zone,
            (p.starts_at AT TIME ZONE p.time_zone)::date AS starts_on, p.ends_at
        FROM {TAKEN_PLACE} p
        WHERE p.organization_id = %(organization_id)s AND p.event_id <> %(event_id)s
            AND (%(only)s::uuid[] IS NULL OR p.event_id = ANY(%(only)s))
        ORDER BY p.ends_at DESC, p.event_id LIMIT %(most)s),
    sold AS (
        SELECT p.event_id,
            p.starts_on - (s.confirmed_at AT TIME ZONE p.time_zone)::date AS days_before,
            sum(s.quantity)::bigint AS tickets, sum(s.returned)::bigint AS returned
        FROM past p JOIN {CONFIRMED_LINES} s
            ON s.organization_id = %(organization_id)s AND s.event_id = p.event_id
        GROUP BY 1, 2)
    SELECT p.event_id, p.title, p.starts_on, sum(d.returned)::bigint AS returned,
        jsonb_object_agg(d.days_before, d.tickets) AS days
    FROM past p JOIN sold d ON d.event_id = p.event_id
    GROUP BY p.event_id, p.title, p.starts_on, p.ends_at
    ORDER BY p.ends_at DESC, p.event_id
"""


def list_own_sales(
    tx: Transaction, event_id: UUID, *, starts_on: date, time_zone: str
) -> list[OwnSales]:
    """What an event sold by day and currency, the earliest first."""
    where = tx.here(event_id=event_id, starts_on=starts_on, time_zone=time_zone)
    return tx.query(OWN, where, into=OwnSales)


def list_past_sales(
    tx: Transaction, event_id: UUID, *, only: Collection[UUID] | None, most: int
) -> list[PastSales]:
    """The latest events that took place and sold anything, without this one; one statement."""
    limits = None if only is None else list(only)
    where = tx.here(event_id=event_id, only=limits, most=most, now=tx.now)
    return tx.query(PAST, where, into=_past)


def _past(*, days: dict[str, int], **row: Any) -> PastSales:
    return PastSales(days={int(day): tickets for day, tickets in days.items()}, **row)

"""Statements of sales reports: what orders bought, and what the ledger booked."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.events.sql_fragments import SERIES_BY_EVENT
from turnout.modules.orders.sql_fragments import CONFIRMED_LINES, SALES
from turnout.modules.payments.sql_fragments import MOVED_LINES
from turnout.modules.sales_partners.sql_fragments import PARTNER_NAMES
from turnout.modules.sales_reports.types import Grouping, MovedFigures, SoldFigures, SoldOfDay

LOCAL: Final = "({at} AT TIME ZONE %(time_zone)s)"
KEYS: Final = {
    Grouping.DAY: f"to_char({LOCAL}, 'YYYY-MM-DD')",
    Grouping.WEEK: f"to_char(date_trunc('week', {LOCAL}), 'YYYY-MM-DD')",
    Grouping.MONTH: f"to_char(date_trunc('month', {LOCAL}), 'YYYY-MM-DD')",
    Grouping.WEEKDAY: f"to_char({LOCAL}, 'ID')",
    Grouping.HOUR: f"to_char({LOCAL}, 'HH24')",
    Grouping.EVENT: "coalesce(s.event_id::text, '')",
    Grouping.TICKET_TYPE: "coalesce(s.ticket_type_id::text, '')",
    Grouping.CHANNEL: "coalesce(s.channel, '')",
    Grouping.SALES_PARTNER: "coalesce(s.sales_partner_id::text, '')",
    Grouping.CODE: """CASE WHEN s.used_codes = '[]' THEN '' ELSE coalesce((
        SELECT string_agg(u ->> 'code', ' + ' ORDER BY u ->> 'code')
        FROM jsonb_array_elements(s.used_codes) u), '') END""",
    Grouping.SOLD_BY: "coalesce(s.sold_by, '')",
}
OF_EVENTS: Final = f"""
    (%(event_ids)s::uuid[] IS NULL OR s.event_id = ANY(%(event_ids)s))
    AND (%(series_id)s::uuid IS NULL OR s.event_id IN (
        SELECT m.event_id FROM {SERIES_BY_EVENT} m
        WHERE m.organization_id = %(organization_id)s AND m.series_id = %(series_id)s))
"""
WITHIN: Final = """
    (%(starts_at)s::timestamptz IS NULL OR {at} >= %(starts_at)s)
    AND (%(ends_at)s::timestamptz IS NULL OR {at} < %(ends_at)s)
"""
# An order counts once in a group, and once in the totals, however many lines it has.
SOLD: Final = f"""
    WITH sold AS (
        SELECT s.order_id, {{key}} AS key, s.currency, s.state, sum(s.quantity) AS tickets,
            sum(s.returned) AS returned, sum(s.net_minor) AS net, sum(s.tax_minor) AS tax,
            sum(s.gross_minor) AS gross
        FROM {CONFIRMED_LINES} s
        WHERE s.organization_id = %(organization_id)s AND {OF_EVENTS}
            AND {WITHIN.format(at="s.confirmed_at")}
        GROUP BY s.order_id, 2, s.currency, s.state)
    SELECT key, currency, count(DISTINCT order_id)::int AS orders,
        (count(DISTINCT order_id) FILTER (WHERE state = 'cancelled'))::int AS cancelled_orders,
        sum(tickets)::bigint AS tickets, sum(returned)::bigint AS returned_tickets,
        sum(net)::bigint AS net_minor, sum(tax)::bigint AS tax_minor,
        sum(gross)::bigint AS gross_minor
    FROM sold GROUP BY GROUPING SETS ((key, currency), (currency))
"""
# Where other groups have each order in one of them, counting is enough: no order is sorted twice.
SOLD_ONCE: Final = SOLD.replace("count(DISTINCT order_id)", "count(*)")
MOVED: Final = f"""
    SELECT {{key}} AS key, m.currency,
        (-sum(m.amount_minor) FILTER (WHERE m.account = 'sales')) AS received_minor,
        sum(m.amount_minor) FILTER (WHERE m.account = 'refunds') AS refunded_minor,
        sum(m.amount_minor) FILTER (WHERE m.account IN ('fees', 'platform_fees')) AS fees_minor,
        sum(m.amount_minor) FILTER (
            WHERE m.account IN ('disputes', 'dispute_losses')) AS disputed_minor,
        (-sum(m.amount_minor) FILTER (WHERE m.account = 'adjustments')) AS adjusted_minor
    FROM {MOVED_LINES} m
    LEFT JOIN {SALES} s ON s.organization_id = m.organization_id AND s.order_id = m.reference
    WHERE m.organization_id = %(organization_id)s AND {OF_EVENTS}
        AND {WITHIN.format(at="m.occurred_at")}
        AND m.account IN ('sales', 'refunds', 'fees', 'platform_fees', 'disputes',
            'dispute_losses', 'adjustments')
    GROUP BY GROUPING SETS ((1, m.currency), (m.currency))
"""
TYPE_NAMES: Final = f"""
    SELECT DISTINCT ON (s.ticket_type_id) s.ticket_type_id::text, s.name
    FROM {CONFIRMED_LINES} s
    WHERE s.organization_id = %(organization_id)s AND s.ticket_type_id = ANY(%(keys)s::uuid[])
    ORDER BY s.ticket_type_id, s.confirmed_at DESC
"""
NAMES_OF_PARTNERS: Final = f"""
    SELECT p.sales_partner_id::text, p.name FROM {PARTNER_NAMES} p
    WHERE p.organization_id = %(organization_id)s AND p.sales_partner_id = ANY(%(keys)s::uuid[])
"""
BEFORE: Final = f"""
    SELECT %(starts_on)s::date - (s.confirmed_at AT TIME ZONE %(time_zone)s)::date AS days_before,
        s.currency, count(DISTINCT s.order_id)::int AS orders,
        sum(s.quantity - s.returned)::bigint AS tickets,
        sum(s.gross_minor * (s.quantity - s.returned) / s.quantity)::bigint AS gross_minor
    FROM {CONFIRMED_LINES} s
    WHERE s.organization_id = %(organization_id)s AND s.event_id = %(event_id)s
    GROUP BY 1, 2 ORDER BY 1 DESC, 2
"""


def list_sold(tx: Transaction, group_by: Grouping, where: dict[str, Any]) -> list[SoldFigures]:
    """What was sold by group and currency, and in all of each; one statement.

    `where` holds event_ids, series_id, time_zone, starts_at and ends_at; the latter is outside.
    """
    statement = SOLD if group_by is Grouping.TICKET_TYPE else SOLD_ONCE
    return tx.query(
        statement.format(key=KEYS[group_by].format(at="s.confirmed_at")),
        tx.here(**where),
        into=SoldFigures,
    )


def list_moved(tx: Transaction, group_by: Grouping, where: dict[str, Any]) -> list[MovedFigures]:
    """What the ledger booked by group and currency, and in all of each; one statement."""
    key = KEYS[group_by].format(at="m.occurred_at")
    return tx.query(MOVED.format(key=key), tx.here(**where), into=_moved)


def _moved(*, key: str | None, currency: str, **sums: Any) -> MovedFigures:
    amounts = {name: int(amount or 0) for name, amount in sums.items()}
    return MovedFigures(key=key, currency=currency, **amounts)


def ticket_type_names(tx: Transaction, keys: Collection[str]) -> dict[str, str]:
    """Names as the latest order has them, by id."""
    return dict(tx.query(TYPE_NAMES, tx.here(keys=list(keys))))


def sales_partner_names(tx: Transaction, keys: Collection[str]) -> dict[str, str]:
    return dict(tx.query(NAMES_OF_PARTNERS, tx.here(keys=list(keys))))


def list_days_before(
    tx: Transaction, event_id: UUID, *, starts_on: Any, time_zone: str
) -> list[tuple[str, SoldOfDay]]:
    """Currency and sales of each day with any, the earliest first; returned tickets left out."""
    where = tx.here(event_id=event_id, starts_on=starts_on, time_zone=time_zone)
    return tx.query(BEFORE, where, into=_day_before)


def _day_before(*, currency: str, **row: Any) -> tuple[str, SoldOfDay]:
    return currency, SoldOfDay(**row)

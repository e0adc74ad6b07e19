"""Statements of sales reports: what orders bought, and what the ledger booked."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.events.sql_fragments import SERIES_BY_EVENT
from turnout.modules.orders.sql_fragments import CONFIRMED_LINES, SALES
from turnout.modules.payments.sql_fragments import MOVED_LINES
from turnout.modules.sales_partners.sql_fragments import PARTNER_NAMES
from turnout.modules.sales_reports.rules import IN_TIME
from turnout.modules.sales_reports.types import Grouping, MovedFigures, SoldFigures, SoldOfDay

LOCAL: Final = "({at} AT TIME ZONE %(time_zone)s)"
DAY: Final = f"{LOCAL}::date"
CODES: Final = """CASE WHEN raw = '[]' THEN '' ELSE coalesce((
    SELECT string_agg(u ->> 'code', ' + ' ORDER BY u ->> 'code')
    FROM jsonb_array_elements(raw) u), '') END"""
KEYS: Final = {
    Grouping.DAY: (DAY, "to_char(raw, 'YYYY-MM-DD')"),
    Grouping.WEEK: (DAY, "to_char(date_trunc('week', raw), 'YYYY-MM-DD')"),
    Grouping.MONTH: (DAY, "to_char(date_trunc('month', raw), 'YYYY-MM-DD')"),
    Grouping.WEEKDAY: (DAY, "to_char(raw, 'ID')"),
    Grouping.HOUR: (f"extract(hour FROM {LOCAL})::int", "lpad(raw::text, 2, '0')"),
    Grouping.EVENT: ("s.event_id", "coalesce(raw::text, '')"),
    Grouping.TICKET_TYPE: ("s.ticket_type_id", "coalesce(raw::text, '')"),
    Grouping.CHANNEL: ("s.channel", "coalesce(raw, '')"),
    Grouping.SALES_PARTNER: ("s.sales_partner_id", "coalesce(raw::text, '')"),
    Grouping.CODE: ("s.used_codes", CODES),
    Grouping.SOLD_BY: ("s.sold_by", "coalesce(raw, '')"),
}
"""What rows are added up by, and what that is called: a million rows come to few sums first, and
only these are put into words."""
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
ASKED: Final = f"""
    s.organization_id = %(organization_id)s AND s.confirmed_at IS NOT NULL AND {OF_EVENTS}
    AND {WITHIN.format(at="s.confirmed_at")}
"""
SUMS: Final = """
    sum(s.quantity) AS bought, sum(s.returned) AS returned, sum(s.net_minor) AS net,
    sum(s.tax_minor) AS tax, sum(s.gross_minor) AS gross
"""
COUNTED: Final = f"""
    counted AS (
        SELECT {{raw}} AS raw, s.currency, count(*) AS confirmed,
            count(*) FILTER (WHERE s.state = 'cancelled') AS cancelled
        FROM {SALES} s WHERE {ASKED} GROUP BY 1, 2)
"""
BOUGHT: Final = f"""
    bought AS (
        SELECT {{raw}} AS raw, s.currency, 0 AS confirmed, 0 AS cancelled, {SUMS}
        FROM {CONFIRMED_LINES} s WHERE {ASKED} GROUP BY 1, 2)
"""
BOUGHT_BY_TYPE: Final = f"""
    lines AS (
        SELECT s.order_id, s.ticket_type_id AS raw, s.currency, s.state, {SUMS}
        FROM {CONFIRMED_LINES} s WHERE {ASKED}
        GROUP BY s.order_id, s.ticket_type_id, s.currency, s.state),
    bought AS (
        SELECT raw, currency, count(*) AS confirmed,
            count(*) FILTER (WHERE state = 'cancelled') AS cancelled, sum(bought) AS bought,
            sum(returned) AS returned, sum(net) AS net, sum(tax) AS tax, sum(gross) AS gross
        FROM lines GROUP BY raw, currency)
"""
ADDED: Final = """
    SELECT key, currency, sum(confirmed)::int AS orders, sum(cancelled)::int AS cancelled_orders,
        sum(bought)::bigint AS tickets, sum(returned)::bigint AS returned_tickets,
        sum(net)::bigint AS net_minor, sum(tax)::bigint AS tax_minor,
        sum(gross)::bigint AS gross_minor
"""
SOLD: Final = f"""
    WITH {COUNTED}, {BOUGHT},
    parts AS (
        SELECT raw, currency, confirmed, cancelled, 0 AS bought, 0 AS returned, 0 AS net, 0 AS tax,
            0 AS gross
        FROM counted UNION ALL SELECT * FROM bought),
    keyed AS (SELECT {{key}} AS key, p.* FROM parts p)
    {ADDED} FROM keyed GROUP BY GROUPING SETS ((key, currency), (currency))
"""
# An order counts once for each of its types, and once in all.
SOLD_BY_TYPE: Final = f"""
    WITH {COUNTED.format(raw="NULL")}, {BOUGHT_BY_TYPE},
    keyed AS (
        SELECT {{key}} AS key, b.* FROM bought b
        UNION ALL
        SELECT NULL, NULL, currency, 0, 0, bought, returned, net, tax, gross FROM bought
        UNION ALL
        SELECT NULL, NULL, currency, confirmed, cancelled, 0, 0, 0, 0, 0 FROM counted)
    {ADDED} FROM keyed GROUP BY key, currency
"""
BOOKED: Final = f"""
    WITH booked AS (
        SELECT {{raw}} AS raw, m.currency, m.account, sum(m.amount_minor) AS amount
        FROM {MOVED_LINES} m {{orders}}
        WHERE m.organization_id = %(organization_id)s
            AND m.account IN ('sales', 'refunds', 'fees', 'platform_fees', 'disputes',
                'dispute_losses', 'adjustments')
            AND {WITHIN.format(at="m.occurred_at")} {{limits}}
        GROUP BY 1, 2, 3),
    keyed AS (SELECT {{key}} AS key, b.* FROM booked b)
    SELECT key, currency, (-sum(amount) FILTER (WHERE account = 'sales')) AS received_minor,
        sum(amount) FILTER (WHERE account = 'refunds') AS refunded_minor,
        sum(amount) FILTER (WHERE account IN ('fees', 'platform_fees')) AS fees_minor,
        sum(amount) FILTER (WHERE account IN ('disputes', 'dispute_losses')) AS disputed_minor,
        (-sum(amount) FILTER (WHERE account = 'adjustments')) AS adjusted_minor
    FROM keyed GROUP BY GROUPING SETS ((key, currency), (currency))
"""
PAID_ORDERS: Final = f"""
    LEFT JOIN {SALES} s ON s.organization_id = m.organization_id AND s.order_id = m.reference
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
    raw, key = KEYS[group_by]
    statement = SOLD_BY_TYPE if group_by is Grouping.TICKET_TYPE else SOLD
    text = statement.format(raw=raw.format(at="s.confirmed_at"), key=key)
    return tx.query(text, tx.here(**where), into=SoldFigures)


def list_moved(tx: Transaction, group_by: Grouping, where: dict[str, Any]) -> list[MovedFigures]:
    """What the ledger booked by group and currency, and in all of each; one statement.

    By time, and of the whole organization, no order is looked at: entries say when and how much.
    """
    raw, key = KEYS[group_by]
    is_of_all = where["event_ids"] is None and where["series_id"] is None
    needs_orders = not (is_of_all and group_by in IN_TIME)
    text = BOOKED.format(
        raw=raw.format(at="m.occurred_at"),
        key=key,
        orders=PAID_ORDERS if needs_orders else "",
        limits=f"AND {OF_EVENTS}" if needs_orders else "",
    )
    return tx.query(text, tx.here(**where), into=_moved)


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

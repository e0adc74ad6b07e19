"""Statements of sales reports: figures by groups, names of groups, days before an event."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.catalog.sql_fragments import TICKET_TYPE_RECORDS
from turnout.modules.orders.sql_fragments import CONFIRMED_LINES
from turnout.modules.sales_partners.sql_fragments import PARTNER_NAMES
from turnout.modules.sales_reports.queries.counted_days import DIMENSIONS, spans_of
from turnout.modules.sales_reports.queries.rows import (
    MEASURES,
    limit_to_events,
    sold,
    sold_and_moved,
    sold_by_type,
)
from turnout.modules.sales_reports.types import Figures, Grouping, Part, SoldOfDay

CODES: Final = """CASE WHEN raw = '[]' THEN '' ELSE coalesce((
    SELECT string_agg(u ->> 'code', ' + ' ORDER BY u ->> 'code')
    FROM jsonb_array_elements(raw) u), '') END"""
KEYS: Final = {
    Grouping.DAY: ("r.day", "to_char(raw, 'YYYY-MM-DD')"),
    Grouping.WEEK: ("r.day", "to_char(date_trunc('week', raw), 'YYYY-MM-DD')"),
    Grouping.MONTH: ("r.day", "to_char(date_trunc('month', raw), 'YYYY-MM-DD')"),
    Grouping.WEEKDAY: ("r.day", "to_char(raw, 'ID')"),
    Grouping.HOUR: ("r.hour", "lpad(raw::text, 2, '0')"),
    Grouping.EVENT: ("r.event_id", "coalesce(raw::text, '')"),
    Grouping.TICKET_TYPE: ("r.ticket_type_id", "coalesce(raw::text, '')"),
    Grouping.CHANNEL: ("r.channel", "coalesce(raw, '')"),
    Grouping.SALES_PARTNER: ("r.sales_partner_id", "coalesce(raw::text, '')"),
    Grouping.CODE: ("r.used_codes", CODES),
    Grouping.SOLD_BY: ("r.sold_by", "coalesce(raw, '')"),
}
"""What rows are added up by, and what that is called: a million rows come to few sums first, and
only these are put into words."""
PARTS: Final = {
    Grouping.HOUR: Part.HOURS,
    Grouping.CHANNEL: Part.CHANNELS,
    Grouping.SALES_PARTNER: Part.CHANNELS,
    Grouping.SOLD_BY: Part.CHANNELS,
    Grouping.CODE: Part.CODES,
}
"""Which part a grouping adds up; types of tickets two, all others that of events."""
OF_ALL: Final = {
    Part.EVENTS: Part.ALL,
    Part.HOURS: Part.ALL_HOURS,
    Part.CHANNELS: Part.ALL_CHANNELS,
    Part.CODES: Part.ALL_CODES,
}
"""What is added up instead where no event is asked for: fewer rows by as many times as there are
events."""
SUMS: Final = ", ".join(f"sum(r.{name})::bigint AS {name}" for name in MEASURES)
KEYED: Final = f"""
    WITH summed AS (SELECT {{raw}} AS raw, r.currency, {SUMS} FROM ({{rows}}) r GROUP BY 1, 2),
    keyed AS (SELECT {{key}} AS key, f.* FROM summed f)
"""
FIGURES: Final = f"""
    {KEYED} SELECT key, currency, {SUMS} FROM keyed r
    GROUP BY GROUPING SETS ((key, currency), (currency))
"""
# An order counts once for each of its types, and once in all.
FIGURES_BY_TYPE: Final = f"""
    {KEYED} SELECT key, currency, {SUMS} FROM keyed r GROUP BY key, currency
    UNION ALL SELECT NULL, r.currency, {SUMS} FROM ({{whole}}) r GROUP BY r.currency
"""
COLUMNS: Final = {
    part: ("day", "currency", *names, *MEASURES) for part, names in DIMENSIONS.items()
}
COUNTED: Final = """
    SELECT {columns} FROM sales_report_days d
    WHERE d.organization_id = %(organization_id)s AND d.time_zone = %(time_zone)s
        AND d.part = '{part}' AND d.day <> ALL(%(touched)s::date[])
        AND (%(first_day)s::date IS NULL OR d.day >= %(first_day)s)
        AND (%(last_day)s::date IS NULL OR d.day <= %(last_day)s) {events}
"""
TYPE_NAMES: Final = f"""
    SELECT t.id::text, t.name FROM {TICKET_TYPE_RECORDS} t
    WHERE t.organization_id = %(organization_id)s AND t.id = ANY(%(keys)s::uuid[])
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
TOUCHED: Final = "SELECT {columns} FROM ({live}) w WHERE w.day = ANY(%(touched)s::date[])"


def list_figures(
    tx: Transaction, group_by: Grouping, where: dict[str, Any], *, touched: Collection[date] | None
) -> list[Figures]:
    """What was sold and what money moved by group and currency, and in all of each; one statement.

    `where` holds event_ids, series_id, time_zone, first_day, last_day and the two as starts_at and
    ends_at; the latter is outside. Unless `touched` is None the sums of counted days are taken, and
    nothing else is looked at but these, that have changed since.
    """
    raw, key = KEYS[group_by]
    if group_by is Grouping.TICKET_TYPE:
        by_type = _rows(Part.TYPES, sold_by_type, where, touched)
        whole = _rows(_part(group_by, where), sold, where, touched)
        text = FIGURES_BY_TYPE.format(raw=raw, key=key, rows=by_type, whole=whole)
    else:
        found = _rows(_part(group_by, where), sold_and_moved, where, touched)
        text = FIGURES.format(raw=raw, key=key, rows=found)
    values = dict(where)
    if touched is not None:
        values |= {"touched": list(touched), **spans_of(touched, where["time_zone"])}
    return tx.query(text, tx.here(**values), into=Figures)


def _part(group_by: Grouping, where: dict[str, Any]) -> Part:
    part = PARTS.get(group_by, Part.EVENTS)
    is_limited = group_by is Grouping.EVENT or bool(limit_to_events(where))
    return part if is_limited else OF_ALL[part]


def _rows(
    part: Part, live: Callable[..., str], where: dict[str, Any], touched: Collection[date] | None
) -> str:
    """The rows of a report: live ones, or counted days with live ones of those that changed."""
    events = limit_to_events(where)
    if touched is None:
        return live(events=events)
    stored = COUNTED.format(
        columns=", ".join(f"d.{name}" for name in COLUMNS[part]),
        part=part,
        events=limit_to_events(where, "d.event_id"),
    )
    if not touched:
        return stored
    columns = ", ".join(f"w.{name}" for name in COLUMNS[part])
    changed = TOUCHED.format(columns=columns, live=live(events=events, in_spans=True))
    return f"{stored} UNION ALL {changed}"


def ticket_type_names(tx: Transaction, keys: Collection[str]) -> dict[str, str]:
    """Names as they are on sale now, by id."""
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

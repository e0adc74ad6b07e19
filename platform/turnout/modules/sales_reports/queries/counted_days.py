"""Statements of days that are counted ahead, and of what has changed since."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.db.tx import Transaction
from turnout.modules.audit.sql_fragments import CHANGES_SINCE
from turnout.modules.orders.sql_fragments import ORDER_LINE_RECORDS, SALES
from turnout.modules.payments.sql_fragments import LEDGER_ENTRIES, PAYMENT_RECORDS
from turnout.modules.sales_reports import rules
from turnout.modules.sales_reports.queries import rows
from turnout.modules.sales_reports.types import CountedZone, Part

ZONE: Final = """
    SELECT time_zone, is_counted, covered FROM sales_report_zones
    WHERE organization_id = %(organization_id)s AND time_zone = %(time_zone)s
"""
LOCK_ZONE: Final = f"{ZONE} FOR UPDATE"
ADD_ZONE: Final = """
    INSERT INTO sales_report_zones (organization_id, time_zone, is_counted, covered, counted_at)
    VALUES (%(organization_id)s, %(time_zone)s, false, %(covered)s, %(now)s)
    ON CONFLICT (organization_id, time_zone) DO NOTHING
"""
STORE_ZONE: Final = """
    UPDATE sales_report_zones
    SET is_counted = %(is_counted)s, covered = %(covered)s, counted_at = %(now)s
    WHERE organization_id = %(organization_id)s AND time_zone = %(time_zone)s
"""
DUE: Final = """
    SELECT organization_id, time_zone FROM sales_report_zones
    WHERE counted_at <= %(before)s ORDER BY counted_at LIMIT %(limit)s
"""
# Days of an order are those on which it was confirmed and on which its money moved. A new order
# comes with all of its lines, and what the ledger books is in its own new entries.
TOUCHED: Final = f"""
    WITH changed AS MATERIALIZED (
        SELECT DISTINCT c.table_name, c.row_id, c.before IS NULL AS is_new FROM {CHANGES_SINCE} c
        WHERE c.table_name IN ('orders', 'payments', 'ledger_entries')
            OR c.table_name = 'order_lines' AND c.before IS NOT NULL),
    changed_orders AS MATERIALIZED (
        SELECT row_id AS order_id FROM changed WHERE table_name = 'orders' AND NOT is_new
        UNION
        SELECT l.order_id FROM changed c JOIN {ORDER_LINE_RECORDS} l ON l.id = c.row_id
        WHERE c.table_name = 'order_lines' AND l.organization_id = %(organization_id)s
        UNION
        SELECT p.order_id FROM changed c JOIN {PAYMENT_RECORDS} p ON p.id = c.row_id
        WHERE c.table_name = 'payments' AND p.organization_id = %(organization_id)s),
    touched_orders AS (
        SELECT row_id AS order_id FROM changed WHERE table_name = 'orders' AND is_new
        UNION ALL SELECT order_id FROM changed_orders),
    instants AS (
        SELECT s.confirmed_at AS at FROM touched_orders t JOIN {SALES} s ON s.order_id = t.order_id
        WHERE s.organization_id = %(organization_id)s AND s.confirmed_at IS NOT NULL
        UNION ALL
        SELECT e.occurred_at FROM changed_orders t JOIN {LEDGER_ENTRIES} e
            ON e.reference = t.order_id
        WHERE e.organization_id = %(organization_id)s
        UNION ALL
        SELECT e.occurred_at FROM changed c JOIN {LEDGER_ENTRIES} e ON e.entry_id = c.row_id
        WHERE c.table_name = 'ledger_entries' AND e.organization_id = %(organization_id)s
        UNION ALL
        SELECT (c.before ->> 'confirmed_at')::timestamptz FROM {CHANGES_SINCE} c
        WHERE c.table_name = 'orders' AND c.before ->> 'confirmed_at' IS NOT NULL)
    SELECT DISTINCT (at AT TIME ZONE %(time_zone)s)::date AS day FROM instants ORDER BY 1
"""
HAS_MANY: Final = f"""
    SELECT EXISTS (SELECT FROM {SALES} s
        WHERE s.organization_id = %(organization_id)s AND s.confirmed_at IS NOT NULL
        OFFSET %(many)s)
"""
FIRST_AND_LAST: Final = f"""
    SELECT least(min(s.confirmed_at), (SELECT min(e.occurred_at) FROM {LEDGER_ENTRIES} e
            WHERE e.organization_id = %(organization_id)s)),
        greatest(max(s.confirmed_at), (SELECT max(e.occurred_at) FROM {LEDGER_ENTRIES} e
            WHERE e.organization_id = %(organization_id)s))
    FROM {SALES} s
    WHERE s.organization_id = %(organization_id)s AND s.confirmed_at IS NOT NULL
"""
FORGET: Final = """
    DELETE FROM sales_report_days WHERE organization_id = %(organization_id)s
        AND time_zone = %(time_zone)s AND part = ANY(%(parts)s) AND day = ANY(%(days)s::date[])
"""
NEVER: Final = datetime.max.replace(tzinfo=UTC)
DIMENSIONS: Final[dict[Part, tuple[str, ...]]] = {
    Part.EVENTS: ("event_id",),
    Part.HOURS: ("event_id", "hour"),
    Part.CHANNELS: ("event_id", "channel", "sales_partner_id", "sold_by"),
    Part.CODES: ("event_id", "used_codes"),
    Part.TYPES: ("event_id", "ticket_type_id"),
    Part.ALL: (),
    Part.ALL_HOURS: ("hour",),
    Part.ALL_CHANNELS: ("channel", "sales_partner_id", "sold_by"),
    Part.ALL_CODES: ("used_codes",),
}
"""What the rows of a day are kept apart by, besides their currency."""


def find_zone(tx: Transaction, time_zone: str, *, lock: bool = False) -> CountedZone | None:
    statement = LOCK_ZONE if lock else ZONE
    return next(iter(tx.query(statement, tx.here(time_zone=time_zone), into=CountedZone)), None)


def add_zone(tx: Transaction, time_zone: str, *, covered: int) -> None:
    """Begin to count in a zone, from this place in the chain of changes; once is enough."""
    tx.query(ADD_ZONE, tx.here(time_zone=time_zone, covered=covered))


def store_zone(tx: Transaction, time_zone: str, *, covered: int, is_counted: bool) -> None:
    tx.query(STORE_ZONE, tx.here(time_zone=time_zone, covered=covered, is_counted=is_counted))


def list_due(tx: Transaction, *, before: datetime, limit: int) -> list[tuple[UUID, str]]:
    """(organization, zone) last counted before an instant, the longest ago first; as operator."""
    return tx.query(DUE, {"before": before, "limit": limit})


def touched_days(tx: Transaction, zone: CountedZone) -> list[date]:
    """The days of the zone in whose figures something has changed since they were counted."""
    values = tx.here(time_zone=zone.time_zone, covered=zone.covered)
    return [day for (day,) in tx.query(TOUCHED, values)]


def has_more_orders(tx: Transaction, many: int) -> bool:
    """Whether more orders than so many were ever confirmed; it looks at no more than these."""
    [(found,)] = tx.query(HAS_MANY, tx.here(many=many))
    return bool(found)


def first_and_last(tx: Transaction) -> tuple[datetime, datetime] | None:
    """When anything was sold or moved first and last; None: never."""
    [(first, last)] = tx.query(FIRST_AND_LAST, tx.here())
    return None if first is None else (first, last)


def count_days(tx: Transaction, time_zone: str, days: Collection[date]) -> None:
    """Count days anew."""
    values = tx.here(time_zone=time_zone, starts_at=None, ends_at=None)
    values |= {"days": list(days), "parts": list(Part), **spans_of(days, time_zone)}
    tx.query(FORGET, values)
    for statement in COUNT:
        tx.query(statement, values)


def spans_of(days: Collection[date], time_zone: str) -> dict[str, Any]:
    """The spans of time in which days lie, as the parameters of `IN_SPANS`; others hold nothing."""
    spans = rules.spans_of_days(days, ZoneInfo(time_zone))
    every = [*spans, *[(NEVER, NEVER)] * (rules.MOST_SPANS - len(spans))]
    return {
        f"span_{number}_{end}": at
        for number, span in enumerate(every)
        for end, at in zip(("starts", "ends"), span, strict=True)
    }


def _insert(rows_of: str, *parts: Part) -> str:
    """Add up rows once, by the dimensions of each part."""
    together = ("day", "currency")
    own = sorted({name for part in parts for name in DIMENSIONS[part]})
    sets = ", ".join(f"({_named((*together, *DIMENSIONS[part]))})" for part in parts)
    left_out = f"grouping({_named(own)})"
    cases = " ".join(
        f"WHEN {left_out} = {_left_out(own, DIMENSIONS[part])} THEN '{part}'" for part in parts
    )
    counted = (*together, *own)
    sums = ", ".join(f"sum(r.{name})::bigint AS {name}" for name in rows.MEASURES)
    return f"""
        INSERT INTO sales_report_days (organization_id, time_zone, part, number,
            {", ".join((*counted, *rows.MEASURES))})
        SELECT %(organization_id)s, %(time_zone)s, d.part, d.number,
            {_named((*counted, *rows.MEASURES), of="d")}
        FROM (SELECT CASE {cases} END AS part,
                row_number() OVER (PARTITION BY r.day) AS number, {_named(counted)}, {sums}
            FROM ({rows_of}) r WHERE r.day = ANY(%(days)s::date[]) GROUP BY GROUPING SETS ({sets})
        ) d
    """


def _left_out(own: Sequence[str], kept: Collection[str]) -> int:
    """What `grouping` answers for a set: a bit for each column that is not in it."""
    return int("".join("0" if name in kept else "1" for name in own), 2)


def _named(columns: Sequence[str], *, of: str = "r") -> str:
    return ", ".join(f"{of}.{name}" for name in columns)


COUNT: Final = (
    _insert(rows.sold_and_moved(in_spans=True), *(each for each in Part if each != Part.TYPES)),
    _insert(rows.sold_by_type(in_spans=True), Part.TYPES),
)

"""What reports add up: a row for each order, each line of one and each line of the ledger.

All of them have the same columns, so that days counted ahead (`counted_days`) and what has changed
since are added up alike. Each function takes the text that limits it to events and the one that
limits it to spans of time; both may be empty.
"""

from collections.abc import Iterable
from typing import Any, Final

from turnout.modules.events.sql_fragments import SERIES_BY_EVENT
from turnout.modules.orders.sql_fragments import CONFIRMED_LINES, SALES
from turnout.modules.payments.sql_fragments import MOVED_LINES
from turnout.modules.sales_reports import rules

COUNTS: Final = ("orders", "cancelled_orders")
BOUGHT: Final = ("tickets", "returned_tickets", "net_minor", "tax_minor", "gross_minor")
SOLD: Final = (*COUNTS, *BOUGHT)
MOVED: Final = (
    "received_minor", "refunded_minor", "fees_minor", "disputed_minor", "adjusted_minor",
)  # fmt: skip
MEASURES: Final = (*SOLD, *MOVED)
OF_EVENT: Final = """
    AND (%(event_ids)s::uuid[] IS NULL OR {event_id} = ANY(%(event_ids)s))
    AND (%(series_id)s::uuid IS NULL OR {event_id} IN (
        SELECT m.event_id FROM {series} m
        WHERE m.organization_id = %(organization_id)s AND m.series_id = %(series_id)s))
"""
WITHIN: Final = """
    (%(starts_at)s::timestamptz IS NULL OR {at} >= %(starts_at)s)
    AND (%(ends_at)s::timestamptz IS NULL OR {at} < %(ends_at)s)
"""
IN_SPANS: Final = " OR ".join(
    f"({{at}} >= %(span_{number}_starts)s AND {{at}} < %(span_{number}_ends)s)"
    for number in range(rules.MOST_SPANS)
)
"""Each said by itself: the planner knows then how few rows of a million lie in them, and takes the
index. Of spans in an array, or of a table, it expects a ninth."""
LOCAL: Final = "({at} AT TIME ZONE %(time_zone)s)"
TIME: Final = f"{LOCAL}::date AS day, extract(hour FROM {LOCAL})::bigint AS hour"
OF_ORDER: Final = "s.channel, s.sales_partner_id, s.sold_by, s.used_codes"


def _nothing(names: Iterable[str]) -> str:
    return ", ".join(f"0::bigint AS {name}" for name in names)


CONFIRMED: Final = f"""
    s.organization_id = %(organization_id)s AND s.confirmed_at IS NOT NULL
    AND {WITHIN.format(at="s.confirmed_at")}
"""
ORDERS: Final = f"""
    SELECT {TIME.format(at="s.confirmed_at")}, s.event_id, s.currency, {OF_ORDER},
        1::bigint AS orders, (s.state = 'cancelled')::int::bigint AS cancelled_orders,
        {_nothing((*BOUGHT, *MOVED))}
    FROM {SALES} s WHERE {CONFIRMED} {{spans}} {{events}}
"""
LINES: Final = f"""
    SELECT {TIME.format(at="s.confirmed_at")}, s.event_id, s.currency, {OF_ORDER},
        {_nothing(COUNTS)}, s.quantity::bigint AS tickets, s.returned::bigint AS returned_tickets,
        s.net_minor::bigint AS net_minor, s.tax_minor::bigint AS tax_minor,
        s.gross_minor::bigint AS gross_minor, {_nothing(MOVED)}
    FROM {CONFIRMED_LINES} s WHERE {CONFIRMED} {{spans}} {{events}}
"""
BOOKED: Final = f"""
    SELECT {TIME.format(at="m.occurred_at")}, s.event_id, m.currency, {OF_ORDER}, {_nothing(SOLD)},
        CASE WHEN m.account = 'sales' THEN -m.amount_minor ELSE 0 END::bigint AS received_minor,
        CASE WHEN m.account = 'refunds' THEN m.amount_minor ELSE 0 END::bigint AS refunded_minor,
        CASE WHEN m.account IN ('fees', 'platform_fees') THEN m.amount_minor ELSE 0 END::bigint
            AS fees_minor,
        CASE WHEN m.account IN ('disputes', 'dispute_losses') THEN m.amount_minor ELSE 0
            END::bigint AS disputed_minor,
        CASE WHEN m.account = 'adjustments' THEN -m.amount_minor ELSE 0 END::bigint
            AS adjusted_minor
    FROM {MOVED_LINES} m
    LEFT JOIN {SALES} s ON s.organization_id = m.organization_id AND s.order_id = m.reference
    WHERE m.organization_id = %(organization_id)s
        AND m.account IN ('sales', 'refunds', 'fees', 'platform_fees', 'disputes',
            'dispute_losses', 'adjustments')
        AND {WITHIN.format(at="m.occurred_at")} {{spans}} {{events}}
"""
# An order counts once for each of its types.
BY_TYPE: Final = f"""
    SELECT {TIME.format(at="s.confirmed_at")}, s.event_id, s.currency, s.ticket_type_id,
        1::bigint AS orders, (s.state = 'cancelled')::int::bigint AS cancelled_orders,
        sum(s.quantity)::bigint AS tickets, sum(s.returned)::bigint AS returned_tickets,
        sum(s.net_minor)::bigint AS net_minor, sum(s.tax_minor)::bigint AS tax_minor,
        sum(s.gross_minor)::bigint AS gross_minor, {_nothing(MOVED)}
    FROM {CONFIRMED_LINES} s WHERE {CONFIRMED} {{spans}} {{events}}
    GROUP BY s.order_id, s.ticket_type_id, s.event_id, s.currency, s.state, s.confirmed_at
"""


def limit_to_events(where: dict[str, Any], event_id: str = "s.event_id") -> str:
    """The text that keeps the events asked for; none where all are."""
    if where.get("event_ids") is None and where.get("series_id") is None:
        return ""
    return OF_EVENT.format(event_id=event_id, series=SERIES_BY_EVENT)


def sold_and_moved(*, events: str = "", in_spans: bool = False) -> str:
    """Rows of orders, of their lines and of the ledger."""
    return " UNION ALL ".join(
        (sold(events=events, in_spans=in_spans), _booked(events, in_spans=in_spans))
    )


def sold(*, events: str = "", in_spans: bool = False) -> str:
    """Rows of orders and of their lines: no money."""
    spans = _spans("s.confirmed_at", are_asked=in_spans)
    return " UNION ALL ".join(text.format(spans=spans, events=events) for text in (ORDERS, LINES))


def sold_by_type(*, events: str = "", in_spans: bool = False) -> str:
    """A row for each type of ticket of each order."""
    spans = _spans("s.confirmed_at", are_asked=in_spans)
    return BY_TYPE.format(spans=spans, events=events)


def _booked(events: str, *, in_spans: bool) -> str:
    spans = _spans("m.occurred_at", are_asked=in_spans)
    return BOOKED.format(spans=spans, events=events)


def _spans(at: str, *, are_asked: bool) -> str:
    return f"AND ({IN_SPANS.format(at=at)})" if are_asked else ""

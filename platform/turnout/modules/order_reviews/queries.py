"""Every statement of order reviews: orders beside why they are held and what was decided."""

from typing import Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction
from turnout.modules.fraud_rules.sql_fragments import REVIEWS
from turnout.modules.order_reviews.errors import ReviewNotFound
from turnout.modules.order_reviews.types import FormerOrder, OrderReview, OrderReviewFigures
from turnout.modules.orders.sql_fragments import REVIEWED_ORDERS, SOLD_LINES

MOST_FORMER: Final = 20
STATE: Final = """
    coalesce(v.verdict, CASE o.order_state WHEN 'expired' THEN 'lapsed'
        WHEN 'cancelled' THEN 'cancelled' ELSE 'waiting' END)
"""
FOUND: Final = f"""
    FROM {REVIEWS} AS v JOIN {REVIEWED_ORDERS} AS o
        ON o.organization_id = v.organization_id AND o.order_id = v.order_id
    WHERE v.organization_id = %(organization_id)s
"""
COLUMNS: Final = f"""
    v.order_id, o.event_id, o.number, {STATE} AS state, o.order_state, o.money_state, o.currency,
    o.total_minor, o.paid_minor, o.refunded_minor, o.buyer_name, o.buyer_email, o.placed_at,
    v.opened_at, CASE WHEN o.order_state = 'under_review' THEN o.review_by END AS decide_by,
    v.network, v.reasons,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('ticket_type_id', l.ticket_type_id,
            'name', l.name, 'quantity', l.quantity) ORDER BY l.name), '[]')
        FROM {SOLD_LINES} AS l
        WHERE l.organization_id = v.organization_id AND l.order_id = v.order_id) AS lines,
    (SELECT count(*) FROM {REVIEWED_ORDERS} AS f
        WHERE f.organization_id = v.organization_id AND f.buyer_key = o.buyer_key
            AND o.buyer_key <> '' AND f.order_id <> v.order_id) AS former_count,
    CASE WHEN v.verdict IS NOT NULL THEN jsonb_build_object('verdict', v.verdict,
        'reason', v.reason, 'message', v.message, 'decided_by', v.decided_by,
        'decided_at', v.decided_at) END AS decision
"""
LIST: Final = f"""
    SELECT {COLUMNS} {FOUND} AND v.event_id = %(event_id)s
        AND (%(state)s::text IS NULL OR {STATE} = %(state)s)
        AND (%(after_at)s::timestamptz IS NULL
            OR (v.opened_at, v.order_id) > (%(after_at)s::timestamptz, %(after_id)s::uuid))
    ORDER BY v.opened_at, v.order_id LIMIT %(limit)s
"""
ONE: Final = f"SELECT {COLUMNS} {FOUND} AND v.order_id = %(order_id)s"
COUNT: Final = f"""
    SELECT {STATE}, count(*) {FOUND} AND v.event_id = %(event_id)s GROUP BY 1
"""
FORMER: Final = f"""
    SELECT f.order_id, f.event_id, f.number, f.order_state, f.money_state, f.currency,
        f.total_minor, f.placed_at, f.event_id = o.event_id AS is_same_event
    FROM {REVIEWED_ORDERS} AS o JOIN {REVIEWED_ORDERS} AS f
        ON f.organization_id = o.organization_id AND f.buyer_key = o.buyer_key
            AND f.order_id <> o.order_id
    WHERE o.organization_id = %(organization_id)s AND o.order_id = %(order_id)s
        AND o.buyer_key <> ''
        AND (%(only)s::uuid[] IS NULL OR f.event_id = ANY(%(only)s::uuid[]))
    ORDER BY f.placed_at DESC, f.order_id LIMIT {MOST_FORMER}
"""


def list_reviews(
    tx: Transaction, event_id: UUID, request: PageRequest, *, state: str | None
) -> list[OrderReview]:
    """What was held first stands first; one row more than asked for says that a page follows."""
    after = place_in_time(request)
    where = tx.here(
        event_id=event_id,
        state=state,
        after_at=after and after[0],
        after_id=after and after[1],
        limit=request.limit + 1,
    )
    return tx.query(LIST, where, into=OrderReview.of)


def get_review(tx: Transaction, order_id: UUID) -> OrderReview:
    """The review of an order, or ReviewNotFound."""
    for found in tx.query(ONE, tx.here(order_id=order_id), into=OrderReview.of):
        return found
    raise ReviewNotFound


def list_former_orders(
    tx: Transaction, order_id: UUID, *, only: frozenset[UUID] | None
) -> list[FormerOrder]:
    """Other orders of the same address, newest first; of these events `only`, where it is said."""
    where = tx.here(order_id=order_id, only=None if only is None else list(only))
    return tx.query(FORMER, where, into=FormerOrder)


def count_reviews(tx: Transaction, event_id: UUID) -> OrderReviewFigures:
    rows = tx.query(COUNT, tx.here(event_id=event_id))
    return OrderReviewFigures(**{state: int(number) for state, number in rows})

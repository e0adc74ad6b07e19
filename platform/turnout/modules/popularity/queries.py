"""Statements of popularity: what people did lately about events of an organization."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.orders.sql_fragments import CONFIRMED_LINES
from turnout.modules.participation.sql_fragments import EVENT_FAVOURITES
from turnout.modules.popularity import rules
from turnout.modules.visits.sql_fragments import VISITS

POINTS: Final = f"""
    SELECT event_id, sum(points
        * power(0.5, extract(epoch FROM %(now)s - at) / %(half_life)s))::double precision AS points
    FROM (
        SELECT s.event_id, s.confirmed_at AS at, %(ticket)s::double precision
            * least(sum(s.quantity - s.returned), %(most)s)::double precision AS points
        FROM {CONFIRMED_LINES} s
        WHERE s.organization_id = %(organization_id)s AND s.event_id = ANY(%(event_ids)s)
            AND s.confirmed_at >= %(since)s
        GROUP BY s.order_id, s.event_id, s.confirmed_at
        UNION ALL
        SELECT f.event_id, f.created_at, %(favourite)s::double precision
        FROM {EVENT_FAVOURITES} f
        WHERE f.organization_id = %(organization_id)s AND f.event_id = ANY(%(event_ids)s)
            AND f.created_at >= %(since)s
        UNION ALL
        SELECT v.event_id, coalesce(v.hour_at, v.day::timestamptz), %(visit)s::double precision
            * least(sum(v.visits), %(most_visits)s)::double precision
        FROM {VISITS} v
        WHERE v.organization_id = %(organization_id)s AND v.event_id = ANY(%(event_ids)s)
            AND v.step = 'seen' AND (v.hour_at >= %(since)s OR v.day >= %(since)s::date)
        GROUP BY 1, 2
    ) AS done
    GROUP BY event_id
"""


def sum_points(tx: Transaction, event_ids: Sequence[UUID]) -> dict[UUID, float]:
    """What tickets, favourites and visits of the last weeks count now, by event."""
    values = {
        "organization_id": tx.organization_id,
        "event_ids": list(event_ids),
        "now": tx.now,
        "since": tx.now - rules.PERIOD,
        "half_life": rules.HALF_LIFE.total_seconds(),
        "most": rules.MOST_OF_ORDER,
        "most_visits": rules.MOST_OF_HOUR,
        "ticket": rules.TICKET,
        "favourite": rules.FAVOURITE,
        "visit": rules.VISIT,
    }
    return dict(tx.query(POINTS, values))

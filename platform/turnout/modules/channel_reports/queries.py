"""The one statement of the report: orders by where they were sold."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.channel_reports.types import ChannelFigures
from turnout.modules.orders.sql_fragments import SALES, SOLD_LINES
from turnout.modules.sales_partners.sql_fragments import PARTNER_NAMES

CONFIRMED: Final = "s.state = 'confirmed'"
FIGURES: Final = f"""
    SELECT s.channel, s.sales_partner_id, p.name AS sales_partner_name, s.currency,
        (count(*) FILTER (WHERE {CONFIRMED}))::int AS orders,
        coalesce(sum(t.tickets) FILTER (WHERE {CONFIRMED}), 0)::bigint AS tickets,
        sum(s.paid_minor)::bigint AS paid_minor, sum(s.refunded_minor)::bigint AS refunded_minor
    FROM {SALES} s
    CROSS JOIN LATERAL (SELECT sum(l.quantity - l.returned) AS tickets FROM {SOLD_LINES} l
        WHERE l.organization_id = s.organization_id AND l.order_id = s.order_id) t
    LEFT JOIN {PARTNER_NAMES} p ON p.organization_id = s.organization_id
        AND p.sales_partner_id = s.sales_partner_id
    WHERE s.organization_id = %(organization_id)s AND ({CONFIRMED} OR s.paid_minor > 0)
        AND (%(event_ids)s::uuid[] IS NULL OR s.event_id = ANY(%(event_ids)s))
    GROUP BY s.channel, s.sales_partner_id, p.name, s.currency
    ORDER BY tickets DESC, s.channel, p.name, s.currency
"""


def list_figures(tx: Transaction, *, event_ids: Collection[UUID] | None) -> list[ChannelFigures]:
    """What each channel sold, of these events or of all."""
    chosen = None if event_ids is None else list(event_ids)
    return tx.query(FIGURES, tx.here(event_ids=chosen), into=ChannelFigures)

"""Every statement of the reports: uses of discounts beside what their orders did."""

from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.discount_reports.types import (
    DiscountCodeFigures,
    DiscountDay,
    DiscountFigures,
)
from turnout.modules.discounts.sql_fragments import CODES, REDEEMED
from turnout.modules.orders.sql_fragments import SALES, SOLD_LINES

CONFIRMED: Final = "s.state = 'confirmed'"
FIGURES: Final = f"""
    s.currency, count(*)::int AS uses, (count(*) FILTER (WHERE {CONFIRMED}))::int AS confirmed,
    coalesce(sum(t.tickets) FILTER (WHERE {CONFIRMED}), 0)::bigint AS tickets,
    coalesce(sum(r.amount_minor) FILTER (WHERE {CONFIRMED}), 0)::bigint AS discount_minor,
    sum(s.paid_minor)::bigint AS paid_minor, sum(s.refunded_minor)::bigint AS refunded_minor
"""
USES: Final = f"""
    FROM {REDEEMED} r
    JOIN {SALES} s ON s.organization_id = r.organization_id AND s.order_id = r.order_id
    CROSS JOIN LATERAL (SELECT sum(l.quantity - l.returned) AS tickets FROM {SOLD_LINES} l
        WHERE l.organization_id = s.organization_id AND l.order_id = s.order_id) t
"""
OF_DISCOUNT: Final = """
    WHERE r.organization_id = %(organization_id)s AND r.discount_id = %(discount_id)s
"""
TOTALS: Final = f"SELECT {FIGURES} {USES} {OF_DISCOUNT} GROUP BY s.currency ORDER BY s.currency"
DAYS: Final = f"""
    SELECT (r.redeemed_at AT TIME ZONE %(time_zone)s)::date AS day, {FIGURES} {USES} {OF_DISCOUNT}
    GROUP BY 1, s.currency ORDER BY 1, s.currency
"""
BY_CODE: Final = f"""
    SELECT r.code_id, c.code, {FIGURES} {USES}
    JOIN {CODES} c ON c.organization_id = r.organization_id AND c.code_id = r.code_id
    {OF_DISCOUNT}
    GROUP BY r.code_id, c.code, s.currency
    ORDER BY uses DESC, paid_minor DESC, c.code, s.currency LIMIT %(limit)s
"""


def list_totals(tx: Transaction, discount_id: UUID) -> list[DiscountFigures]:
    """The figures of each currency."""
    return tx.query(TOTALS, tx.here(discount_id=discount_id), into=DiscountFigures)


def list_days(tx: Transaction, discount_id: UUID, *, time_zone: str) -> list[DiscountDay]:
    """The days with a use, the earliest first."""
    where = tx.here(discount_id=discount_id, time_zone=time_zone)
    return tx.query(DAYS, where, into=DiscountDay)


def list_codes(
    tx: Transaction, discount_id: UUID, *, limit: int | None = None
) -> list[DiscountCodeFigures]:
    """The codes that orders use, those with most uses first; all of them without a limit."""
    where = tx.here(discount_id=discount_id, limit=limit)
    return tx.query(BY_CODE, where, into=DiscountCodeFigures)

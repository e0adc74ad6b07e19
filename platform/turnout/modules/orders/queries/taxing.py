"""What orders charge by tax rate, for the books."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from turnout.kernel.db.tx import Transaction

TAXES = """
    SELECT o.id, o.number, l.tax_rate_bp, sum(l.gross_minor)::bigint
    FROM orders o LEFT JOIN order_lines l
        ON l.organization_id = o.organization_id AND l.order_id = o.id
    WHERE o.organization_id = %(organization_id)s AND o.id = ANY(%(orders)s)
    GROUP BY o.id, o.number, l.tax_rate_bp
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTaxes:
    """An order's number and its gross sums, minor units, by tax rate in basis points."""

    number: str
    gross_by_rate: dict[int, int]


def list_taxes(tx: Transaction, orders: Collection[UUID]) -> dict[UUID, OrderTaxes]:
    """Orders by id, those that are there."""
    found: dict[UUID, OrderTaxes] = {}
    where = {"organization_id": tx.organization_id, "orders": list(orders)}
    for order_id, number, rate, gross in tx.query(TAXES, where):
        order = found.setdefault(order_id, OrderTaxes(number=number, gross_by_rate={}))
        if rate is not None:
            order.gross_by_rate[rate] = gross
    return found
